import { impacts, maxNameLength } from '@allswell/protocol';
import type { FieldError, Impact } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { Intent } from '../api/intent.ts';
import { IncidentPublishedEvent } from '../events.ts';
import { selectField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { statusIcon, toneOfIndicator } from '../templates/status-icon.ts';
import { BodyPreview } from './body-preview.ts';
import { composeSummary } from './compose-summary.ts';
import type { Composed } from './compose-summary.ts';
import { composing } from './composing.styles.ts';
import { drafts, emptyDraft, isWorthKeeping } from './draft.ts';
import type { Draft } from './draft.ts';
import { componentsField, messageField, statusField, tellField } from './incident-fields.ts';
import type { DraftFields } from './incident-fields.ts';

const draftName = 'new';
const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Writes a new incident, in the order in which one thinks at 3 a.m., and shows what readers will see. */
export class StatusAdminComposer extends Screen {
  static override styles = [base, composing];

  readonly #submission = new Submission(this);
  readonly #bodyPreview = new BodyPreview(this, () => this.panel.api);
  #draft: Draft = emptyDraft();
  #isRestored = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = drafts.load(draftName);
    if (!kept) return;
    this.#draft = kept.draft;
    this.#submission.intent = new Intent(kept.intent);
    this.#isRestored = isWorthKeeping(kept.draft);
  }

  /** The first question, so that one can type at once. */
  override enter(): void {
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
  }

  override render(): TemplateResult {
    const { strings, data, locale } = this.panel;
    const words = strings.composer;
    const draft = this.#draft;
    const composed = composeSummary(data, {
      draft: { ...draft, name: draft.name.trim() || words.noNameYet, body: draft.body || words.noMessageYet },
      nodes: this.#bodyPreview.nodesOf(draft.body),
      incident: null,
      now: new Date(),
    });
    const isBusy = this.#submission.isBusy;
    const fields: DraftFields = {
      draft,
      strings,
      onDraft: (change) => this.#change(change),
      errorFor: (pointer) => this.#submission.errorFor(pointer),
      isBusy,
    };
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1></div>
      <div class="compose">
        <form class="card form" novalidate @submit=${this.#onSubmit} @keydown=${this.#onKeydown}>
          ${this.#isRestored ? this.#restored() : nothing}
          ${textField({
            id: 'name',
            label: words.name,
            value: draft.name,
            placeholder: words.namePlaceholder,
            maxLength: maxNameLength,
            isRequired: true,
            isReadOnly: isBusy,
            error: fields.errorFor('#/name'),
            onInput: (name) => this.#change({ name }),
          })}
          ${statusField(fields)}
          ${componentsField({ ...fields, legend: words.affected, components: data.components, groups: data.groups, isHeld: () => false })}
          ${messageField(fields)} ${tellField(fields)} ${this.#more(fields)}
          <div class="publish">
            ${submissionNotice(this.#submission, strings, [
              ['#/name', 'name', words.name],
              ['#/status', 'status-investigating', words.where],
              ['#/components', 'affected', words.affected],
              ['#/body', 'body', words.message],
              ['#/impact_override', 'impact_override', words.impact],
            ])}
            ${this.#outcome(composed)}
            <div class="actions">
              <button class="button main" type="submit" aria-disabled=${isBusy ? 'true' : nothing}>
                ${isBusy ? words.publishing : words.publish}
              </button>
              <span class="hint last shortcut">${isMac() ? words.shortcutMac : words.shortcut}</span>
            </div>
          </div>
        </form>
        <aside aria-label=${words.preview}>
          <status-admin-preview
            .summary=${composed.summary}
            .strings=${strings}
            .locale=${data.settings?.default_language ?? locale}
          ></status-admin-preview>
        </aside>
      </div>
    `;
  }

  #outcome({ status, isUnfelt }: Composed): TemplateResult {
    const words = this.panel.strings.composer;
    const tone = toneOfIndicator(status.indicator);
    return html`<p class="outcome tone-${tone}" data-outcome>
      ${statusIcon(tone, 16)}
      <span>${words.pageWillSay(status.description)} ${isUnfelt ? html`<span class="soft">${words.stillWell}</span>` : nothing}</span>
    </p>`;
  }

  #restored(): TemplateResult {
    const words = this.panel.strings.composer;
    return html`<p class="notice" role="status">
      <span>${words.draftKept} <button class="link" type="button" @click=${() => this.#discard()}>${words.discard}</button></span>
    </p>`;
  }

  #more({ errorFor }: DraftFields): TemplateResult {
    const { strings } = this.panel;
    const words = strings.composer;
    return html`<details class="more" ?open=${this.#draft.impact_override !== null}>
      <summary>${words.more}</summary>
      <div class="inside">
        ${selectField({
          id: 'impact_override',
          label: words.impact,
          hint: words.impactHint,
          value: this.#draft.impact_override ?? '',
          error: errorFor('#/impact_override'),
          options: [['', words.impactAuto], ...impacts.map((one) => [one, strings.status.impact[one] ?? one] as const)],
          onInput: (value) => this.#change({ impact_override: value === '' ? null : (value as Impact) }),
        })}
      </div>
    </details>`;
  }

  #change(change: Partial<Draft>): void {
    this.requestUpdate();
    if (this.#submission.isBusy) return;
    this.#draft = { ...this.#draft, ...change };
    this.#keep();
  }

  #keep(): void {
    if (isWorthKeeping(this.#draft))
      drafts.save(draftName, { draft: this.#draft, intent: this.#submission.intent.kept });
    else drafts.drop(draftName);
  }

  #discard(): void {
    drafts.drop(draftName);
    this.#draft = emptyDraft();
    this.#submission.intent = new Intent();
    this.#submission.clear();
    this.#isRestored = false;
    this.panel.say(this.panel.strings.composer.discarded);
    this.enter();
  }

  readonly #onKeydown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      void this.#publish();
    }
  };

  readonly #onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.#publish();
  };

  async #publish(): Promise<void> {
    const { panel } = this;
    const { name, status, components, body, impact_override, deliver_notifications } = this.#draft;
    const content = {
      name: name.trim(),
      status,
      body: body.trim(),
      components,
      deliver_notifications,
      ...(impact_override === null ? {} : { impact_override }),
    };
    const missing = (pointer: string): FieldError => ({ pointer, detail: panel.strings.forms.required });
    const checks = [
      ...(content.name === '' ? [missing('#/name')] : []),
      ...(content.body === '' ? [missing('#/body')] : []),
    ];
    await this.#submission.run(async (persist) => {
      const key = this.#submission.intent.keyFor(content);
      this.#keep();
      const incident = await panel.api.openIncident({ content, key, persist });
      this.#submission.intent.fulfil();
      drafts.drop(draftName);
      this.#draft = emptyDraft();
      panel.data.put(incident);
      void panel.data.load();
      panel.say(panel.strings.composer.published);
      this.dispatchEvent(new IncidentPublishedEvent(incident.id));
      panel.go({ screen: 'incident', id: incident.id });
    }, checks);
  }
}
