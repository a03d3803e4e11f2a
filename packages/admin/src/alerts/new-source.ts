import { alertSourceKinds, maxNameLength } from '@allswell/protocol';
import type { AlertSource, AlertSourceKind, NewAlertSource } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { alertsStyles } from './alerts.styles.ts';
import { nameOfKind } from './alerts.ts';
import { freshSecrets, needsSecret } from './proof.ts';

/** Who is to send alerts: choose it, name it, and go on with its set-up. */
export class StatusAdminNewAlertSource extends Screen {
  static override styles = [base, alertsStyles];

  readonly #words = new LaterWords(this);
  readonly #submission = new Submission(this);
  #kind: AlertSourceKind = 'new_relic';
  /** Null while it follows the kind. */
  #name: string | null = null;

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.alerts;
    if (!words)
      return html`<h1 tabindex="-1">${strings.nav.alerts}</h1><p class="soft" role="status">${strings.shell.loading}</p>`;
    const submission = this.#submission;
    const name = this.#name ?? nameOfKind(this.#kind, words);
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#add(name);
    };
    return html`
      <div class="head">
        <h1 tabindex="-1">${words.newSource}</h1>
        ${screenLink(panel, { screen: 'alerts' }, words.toSources, 'button small')}
      </div>
      <form class="card form narrow" novalidate @submit=${onSubmit} aria-label=${words.newSource}>
        <fieldset class="field">
          <legend>${words.who}</legend>
          <div class="vendors">
            ${alertSourceKinds.map(
              (kind) => html`<div class="choice">
                <input
                  type="radio"
                  name="kind"
                  id="kind-${kind}"
                  value=${kind}
                  .checked=${live(this.#kind === kind)}
                  @change=${() => {
                    this.#kind = kind;
                    this.requestUpdate();
                  }}
                />
                <label for="kind-${kind}"><b>${nameOfKind(kind, words)}</b><span class="soft small">${words.kindTexts[kind]}</span></label>
              </div>`,
            )}
          </div>
        </fieldset>
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
        ${submissionNotice(submission, strings, [['#/name', 'source-name', words.sourceName]])}
        <div class="actions">
          <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
            ${submission.isBusy ? strings.forms.saving : words.toSetUp}
          </button>
          ${screenLink(panel, { screen: 'alerts' }, strings.forms.cancel, 'button quiet')}
        </div>
      </form>
    `;
  }

  async #add(name: string): Promise<void> {
    const { panel } = this;
    const kind = this.#kind;
    const content: NewAlertSource = { kind, name: name.trim() };
    const checks = content.name === '' ? [{ pointer: '#/name', detail: panel.strings.forms.required }] : [];
    let added: AlertSource | null = null;
    const { intent } = this.#submission;
    const isAdded = await this.#submission.run(async (persist) => {
      const source = await panel.api.alerts.addSource({ content, key: intent.keyFor(content), persist });
      added = source;
      intent.fulfil();
      // Whoever makes up the secret of this kind: the sender, or we.
      if (!needsSecret(source.verification) || source.verification.kind === 'pagerduty') return;
      freshSecrets.keep(source.id, await panel.api.alerts.addSecret(source.id, {}, persist));
    }, checks);
    const source = added as AlertSource | null;
    if (isAdded && source) panel.go({ screen: 'alert-source', id: source.id });
  }
}
