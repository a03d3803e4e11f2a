import { maxNameLength } from '@allswell/protocol';
import type { AlertSource, AlertSourceChange } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { checkField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayAgo, sayInstant } from '../time/format.ts';
import { copyFieldStyles } from '../forms/copy-field.styles.ts';
import { alertsStyles } from './alerts.styles.ts';
import { nameOfKind } from './alerts.ts';
import { DeliveryList } from './deliveries.ts';
import { MappingEditor } from './mapping-editor.ts';
import { ProofPart } from './proof-part.ts';
import { setUp } from './set-up.ts';

const waitingMs = 1_000;
const everyMs = 4_000;

/** One sender: how it is set up, whether it was heard, and what became of what it sent. */
export class StatusAdminAlertSource extends Screen {
  static override styles = [base, copyFieldStyles, alertsStyles];
  static override properties: PropertyDeclarations = { sourceId: { attribute: false } };

  /** Which one. */
  declare sourceId: string;

  readonly #words = new LaterWords(this);
  readonly #submission = new Submission(this);
  readonly #confirmation = new Confirmation(this);
  readonly #deliveries = new DeliveryList(this);
  readonly #proof = new ProofPart(this, this.#confirmation, {
    save: (content) => this.#change(content),
    reload: () => this.#load(),
  });
  readonly #mapping = new MappingEditor(this, (content) => this.#change(content));
  #source: AlertSource | null = null;
  #failure: ApiError | null = null;
  #name: string | null = null;
  /** Whether it was waited for here: then its coming is said as what it is, a success. */
  #wasWaiting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('sourceId')) return;
    this.#source = null;
    this.#failure = null;
    this.#name = null;
    this.#wasWaiting = false;
    void this.#load();
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.alerts;
    const source = this.#source;
    if (!words || !source) return this.#absent(words ?? null);
    return html`
      <div class="head">
        <h1 tabindex="-1"><bdi>${source.name}</bdi></h1>
        ${screenLink(panel, { screen: 'alerts' }, words.toSources, 'button small')}
      </div>
      <div class="alerts">
        ${this.#standing(source, words)}
        ${this.#parts(source, words)} ${this.#settings(source, words)}
      </div>
      ${this.#confirmation.render(strings)}
    `;
  }

  /** Whoever sets it up begins at the top; whoever comes back wants to know what came. */
  #parts(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    const setUpPart = html`${this.#setUp(source, words)} ${this.#proof.render(source, words)}`;
    const deliveries = this.#deliveries.render(source, words);
    const mapping = source.kind === 'generic' ? this.#mapping.render(source, words) : nothing;
    return this.#wasWaiting ? html`${setUpPart} ${mapping} ${deliveries}` : html`${deliveries} ${mapping} ${setUpPart}`;
  }

  #setUp(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    const { panel } = this;
    const until = source.previous_address_until;
    const isAddressBefore = until !== null && Date.parse(until) > Date.now();
    return html`<section class="card" aria-labelledby="setup-title">
        <h2 id="setup-title">${words.setUpTitle(source.kind === 'generic' ? source.name : nameOfKind(source.kind, words))}</h2>
        ${setUp(panel, source, words)}
        <div class="renewal">
          <p class="hint words">
            ${words.addressSecret}
            ${
              isAddressBefore && source.previous_address_until
                ? html`<b>${words.addressBefore(sayInstant(source.previous_address_until, this.time))}</b>`
                : nothing
            }
          </p>
          <div class="actions">
            <button class="button small" type="button" @click=${() => void this.#askToRenew(source, words)}>${words.renewAddress}</button>
            ${
              isAddressBefore
                ? html`<button class="button small quiet" type="button" @click=${() => void this.#endAddressBefore(source)}>${words.endAddressBefore}</button>`
                : nothing
            }
          </div>
        </div>
      </section>`;
  }

  /** Waiting turns into success by itself. */
  #standing(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    const { panel } = this;
    const { last_received_at, is_enabled } = source;
    if (!is_enabled)
      return html`<div class="heard tone-unknown" role="status">${statusIcon('unknown', 24)}<p><strong>${words.paused}</strong> ${words.pausedText}</p></div>`;
    if (!last_received_at)
      return html`<div class="heard waiting tone-maintenance" role="status" data-heard="waiting">
        <span class="pulse" aria-hidden="true"></span>
        <p><strong>${words.waiting}</strong> ${words.waitingText}</p>
      </div>`;
    const ago = sayAgo(last_received_at, panel.locale) ?? panel.strings.time.justNow;
    return html`<div class="heard tone-none" role="status" data-heard="heard">
      ${statusIcon('none', 24)}
      <p><strong>${this.#wasWaiting ? words.firstHeard : words.heard}</strong> ${words.lastHeard(ago)}</p>
    </div>`;
  }

  #settings(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    const { strings } = this.panel;
    const submission = this.#submission;
    const name = this.#name ?? source.name;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#rename(source, name.trim());
    };
    return html`<section class="card" aria-labelledby="settings-title">
      <h2 id="settings-title">${words.settings}</h2>
      <form class="form" novalidate @submit=${onSubmit} aria-labelledby="settings-title">
        ${textField({
          id: 'source-name',
          label: words.sourceName,
          hint: words.sourceNameHint,
          value: name,
          maxLength: maxNameLength,
          isRequired: true,
          error: submission.errorFor('#/name'),
          onInput: (value) => {
            this.#name = value;
            this.requestUpdate();
          },
        })}
        ${checkField({
          id: 'enabled',
          label: words.enabled,
          hint: words.enabledHint,
          isChecked: source.is_enabled,
          onInput: (is_enabled) => void this.#quick({ is_enabled }),
        })}
        ${submissionNotice(submission, strings, [['#/name', 'source-name', words.sourceName]])}
        <div class="actions">
          <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
            ${submission.isBusy ? strings.forms.saving : strings.forms.save}
          </button>
          <button class="button danger last" type="button" @click=${() => void this.#askToRemove(source, words)}>${words.removeSource}</button>
        </div>
      </form>
    </section>`;
  }

  #absent(words: LaterStrings['alerts'] | null): TemplateResult {
    const { strings } = this.panel;
    const failure = this.#failure;
    return html`<h1 tabindex="-1">${strings.nav.alerts}</h1>
      ${
        failure && words
          ? html`<div class="card absent" role="alert">
              <p>${failure.status === 404 ? words.sourceGone : explain(failure, strings)}</p>
              ${
                failure.status === 404
                  ? screenLink(this.panel, { screen: 'alerts' }, words.toSources, 'button')
                  : html`<button class="button" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>`
              }
            </div>`
          : html`<p class="soft" role="status">${strings.shell.loading}</p>`
      }`;
  }

  async #rename(source: AlertSource, name: string): Promise<void> {
    const { strings } = this.panel;
    if (name === '') {
      await this.#submission.run(async () => {}, [{ pointer: '#/name', detail: strings.forms.required }]);
      return;
    }
    if (name !== source.name && !(await this.#quick({ name }))) return;
    this.#name = null;
    this.panel.say(strings.forms.saved);
    this.requestUpdate();
  }

  #quick(content: AlertSourceChange): Promise<boolean> {
    return this.#submission.run(() => this.#change(content));
  }

  /** The last writer wins: nobody is asked about one switch or one name. */
  async #change(content: AlertSourceChange): Promise<void> {
    this.#source = await this.panel.api.alerts.changeSource(this.sourceId, { content });
    this.requestUpdate();
  }

  async #askToRenew(source: AlertSource, words: LaterStrings['alerts']): Promise<void> {
    const { panel } = this;
    await this.#confirmation.ask({
      title: words.renewTitle,
      text: words.renewText,
      action: words.renewAddress,
      isDanger: false,
      run: async (persist) => {
        this.#source = await panel.api.alerts.renewAddress(source.id, persist);
      },
      done: () => {
        panel.say(words.renewed);
        this.requestUpdate();
      },
    });
  }

  async #endAddressBefore(source: AlertSource): Promise<void> {
    await this.#submission.run(async (persist) => {
      await this.panel.api.alerts.endPreviousAddress(source.id, persist);
      await this.#load();
    });
  }

  async #askToRemove(source: AlertSource, words: LaterStrings['alerts']): Promise<void> {
    const { panel } = this;
    await this.#confirmation.ask({
      title: words.removeTitle(source.name),
      text: words.removeText,
      action: words.removeSource,
      run: (persist) => panel.api.alerts.removeSource(source.id, persist).then(() => undefined),
      done: () => {
        panel.say(words.removed(source.name));
        panel.go({ screen: 'alerts' });
      },
    });
  }

  async #load(): Promise<void> {
    clearTimeout(this.#timer);
    const id = this.sourceId;
    try {
      await this.updateComplete;
      if (!document.hidden || !this.#source) {
        const [source] = await Promise.all([this.panel.api.alerts.getSource(id), this.#deliveries.load(id)]);
        if (id !== this.sourceId) return;
        if (!source.last_received_at) this.#wasWaiting = true;
        this.#source = source;
        this.#failure = null;
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // What is here stays: that the server is away is said above everything.
      if (!this.#source) this.#failure = error;
    }
    this.requestUpdate();
    const next = this.#source && !this.#source.last_received_at ? waitingMs : everyMs;
    if (this.isConnected && !this.#failure) this.#timer = setTimeout(() => void this.#load(), next);
  }
}
