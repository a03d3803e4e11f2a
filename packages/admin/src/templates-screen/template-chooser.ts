import type { Template } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import type { Screen } from '../status-admin/screen.ts';
import { screenLink } from '../templates/link.ts';

export interface ChooserOptions {
  kind: Template['kind'];
  confirmation: Confirmation;
  /** Whether choosing one would overwrite something that was typed. */
  isTyped: () => boolean;
  onChoose: (template: Template) => void;
}

/** "Use a template": a list to choose from, and a question before it takes the place of something typed. */
export class TemplateChooser {
  readonly #screen: Screen;
  readonly #options: ChooserOptions;
  #isOpen = false;
  #templates: readonly Template[] | null = null;
  #failure: ApiError | null = null;

  constructor(screen: Screen, options: ChooserOptions) {
    this.#screen = screen;
    this.#options = options;
  }

  /** The button that opens it. */
  button(): TemplateResult {
    return html`<button class="button small" type="button" data-use-template @click=${() => void this.#open()}>
      ${this.#screen.panel.strings.templates.use}
    </button>`;
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing;
    const { panel } = this.#screen;
    const { strings } = panel;
    const words = strings.templates;
    return html`<dialog class="chooser" aria-labelledby="chooser-title" @close=${() => this.#onClose()}>
      <h2 id="chooser-title">${words.chooseTitle}</h2>
      ${this.#content()}
      <div class="actions">
        <button class="button quiet" type="button" @click=${() => this.#dialog?.close()}>${strings.forms.cancel}</button>
        ${screenLink(panel, { screen: 'templates' }, words.keep, 'last small')}
      </div>
    </dialog>`;
  }

  #content(): TemplateResult {
    const { strings } = this.#screen.panel;
    const words = strings.templates;
    if (this.#failure) return html`<p class="notice trouble" role="alert">${explain(this.#failure, strings)}</p>`;
    if (!this.#templates) return html`<p class="soft" role="status">${words.loading}</p>`;
    if (this.#templates.length === 0) return html`<p class="soft">${words.none}</p>`;
    return html`<ul class="rows choices-of-template">
      ${this.#templates.map(
        (template) => html`<li>
          <button type="button" @click=${() => void this.#choose(template)}>
            <b>${template.name}</b>
            <span>${template.title}</span>
          </button>
        </li>`,
      )}
    </ul>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#screen.renderRoot.querySelector<HTMLDialogElement>('dialog.chooser');
  }

  async #open(): Promise<void> {
    this.#isOpen = true;
    this.#failure = null;
    this.#screen.requestUpdate();
    await this.#screen.updateComplete;
    if (this.#dialog?.open === false) this.#dialog.showModal();
    try {
      this.#templates = await this.#screen.panel.api.writing.listTemplates(this.#options.kind);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.#screen.requestUpdate();
  }

  async #choose(template: Template): Promise<void> {
    this.#dialog?.close();
    const { confirmation, isTyped } = this.#options;
    if (!isTyped()) return this.#use(template);
    const words = this.#screen.panel.strings.templates;
    await confirmation.ask({
      title: words.replaceTitle,
      text: words.replaceText(template.name),
      action: words.replaceAction,
      isDanger: false,
      run: () => Promise.resolve(),
      done: () => this.#use(template),
    });
  }

  #use(template: Template): void {
    this.#options.onChoose(template);
    this.#screen.panel.say(this.#screen.panel.strings.templates.used(template.name));
    // On to what it asks for, if it asks for anything.
    void this.#screen.updateComplete.then(() => {
      const root = this.#screen.renderRoot;
      const next = root.querySelector<HTMLElement>('.variables input') ?? root.querySelector<HTMLElement>('#body');
      next?.focus();
    });
  }

  #onClose(): void {
    if (this.#dialog?.open) return;
    this.#isOpen = false;
    this.#screen.requestUpdate();
  }
}
