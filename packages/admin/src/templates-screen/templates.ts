import type { Template } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { composing } from '../incidents/composing.styles.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { TemplateForm } from './template-form.ts';
import { templateStyles } from './templates.styles.ts';

const kinds = ['incident', 'maintenance'] as const;

/** What is written again and again: kept, put in order, taken away. */
export class StatusAdminTemplates extends Screen {
  static override styles = [base, composing, templateStyles];

  readonly #quick = new Submission(this);
  readonly #confirmation = new Confirmation(this);
  readonly #form = new TemplateForm(this, () => this.#load());
  #templates: readonly Template[] | null = null;
  #failure: ApiError | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.templates;
    return html`
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        ${
          this.#form.isOpen
            ? nothing
            : html`<button class="button main" type="button" @click=${() => this.#form.open(null)}>${words.add}</button>`
        }
      </div>
      <div class="templates">
        ${this.#form.isOpen ? nothing : html`<p class="soft words">${words.text}</p>`} ${this.#form.render()}
        ${submissionNotice(this.#quick, strings)} ${this.#list()}
      </div>
      ${this.#confirmation.render(strings)}
    `;
  }

  #list(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.templates;
    const templates = this.#templates;
    if (!templates) {
      return this.#failure
        ? html`<div class="notice trouble" role="alert">
            <div>
              <p>${explain(this.#failure, strings)}</p>
              <button class="button small" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>
            </div>
          </div>`
        : html`<p class="soft" role="status">${words.loading}</p>`;
    }
    if (templates.length === 0) {
      return this.#form.isOpen
        ? html``
        : html`<div class="card">
            <p>${words.empty}</p>
            <p class="soft small">${words.emptyText}</p>
          </div>`;
    }
    return html`${kinds.map((kind) => {
      const ofKind = templates.filter((one) => one.kind === kind);
      return html`<section aria-labelledby="kind-${kind}-title">
        <h2 id="kind-${kind}-title">${words.kinds[kind]}</h2>
        ${
          ofKind.length === 0
            ? html`<p class="soft">${words.noneOfKind}</p>`
            : html`<ul class="rows">
                ${repeat(
                  ofKind,
                  (one) => one.id,
                  (one, index) => this.#row(one, index, ofKind),
                )}
              </ul>`
        }
      </section>`;
    })}`;
  }

  #row(template: Template, index: number, siblings: readonly Template[]): TemplateResult {
    const { strings } = this.panel;
    const words = strings.templates;
    return html`<li class="template-row" data-template-id=${template.id}>
      <div>
        <b>${template.name}</b>
        <p class="soft small">${template.title}</p>
      </div>
      <div class="actions">
        ${this.#mover(template, index, siblings, -1)} ${this.#mover(template, index, siblings, 1)}
        <button
          class="button small"
          type="button"
          aria-label=${words.editOf(template.name)}
          @click=${() => this.#form.open(template)}
        >
          ${strings.forms.edit}
        </button>
        <button
          class="button small quiet"
          type="button"
          aria-label=${words.deleteOf(template.name)}
          @click=${() => void this.#askToDelete(template)}
        >
          ${strings.forms.delete}
        </button>
      </div>
    </li>`;
  }

  #mover(
    template: Template,
    index: number,
    siblings: readonly Template[],
    by: -1 | 1,
  ): TemplateResult | typeof nothing {
    if (siblings.length < 2) return nothing;
    const words = this.panel.strings.templates;
    const neighbour = siblings[index + by];
    return html`<button
      class="button small quiet mover"
      type="button"
      data-move="${template.id}${by}"
      aria-label=${by < 0 ? words.moveUp(template.name) : words.moveDown(template.name)}
      aria-disabled=${neighbour ? nothing : 'true'}
      @click=${() => (neighbour ? void this.#move(template, neighbour, { place: index + by, of: siblings.length, by }) : undefined)}
    >
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <path
          d=${by < 0 ? 'm3 9 4-4 4 4' : 'm3 5 4 4 4-4'}
          fill="none"
          stroke="currentColor"
          stroke-width="2"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
    </button>`;
  }

  /** The order is one for both kinds: it takes the place of its neighbour. The focus stays on the button. */
  async #move(
    template: Template,
    neighbour: Template,
    { place, of, by }: { place: number; of: number; by: -1 | 1 },
  ): Promise<void> {
    const { panel } = this;
    const position = (this.#templates ?? []).findIndex((one) => one.id === neighbour.id) + 1;
    const isMoved = await this.#quick.run(async (persist) => {
      await panel.api.writing.changeTemplate(template.id, { content: { position }, persist });
      await this.#load();
    });
    if (!isMoved) return;
    panel.say(panel.strings.templates.moved(template.name, place + 1, of));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-move="${template.id}${by}"]`)?.focus();
  }

  async #askToDelete(template: Template): Promise<void> {
    const { panel } = this;
    const words = panel.strings.templates;
    await this.#confirmation.ask({
      title: words.deleteTitle(template.name),
      text: words.deleteText,
      action: words.deleteAction,
      run: async (persist) => {
        await panel.api.writing.deleteTemplate(template.id, persist);
        await this.#load();
      },
      done: () => {
        panel.say(words.deleted(template.name));
        this.enter();
      },
    });
  }

  async #load(): Promise<void> {
    try {
      await this.updateComplete;
      this.#templates = await this.panel.api.writing.listTemplates();
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}
