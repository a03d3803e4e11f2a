import { maxBodyLength } from '@allswell/protocol';
import type { AdminMaintenance } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { Audience } from '../audience/audience.ts';
import { tellField } from '../audience/tell-field.ts';
import { textArea } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';

/** Asks for the last word, and calls a maintenance off. What was written stays until it is done. */
export class CallOff {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #onDone: (maintenance: AdminMaintenance) => void;
  #maintenance: AdminMaintenance | null = null;
  readonly #audience: Audience;
  #body = '';
  #tells = true;

  constructor(screen: Screen, onDone: (maintenance: AdminMaintenance) => void) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#audience = new Audience(screen);
    this.#onDone = onDone;
  }

  async ask(maintenance: AdminMaintenance): Promise<void> {
    this.#maintenance = maintenance;
    this.#submission.clear();
    await this.#screen.updateComplete;
    this.#dialog?.showModal();
    this.#screen.renderRoot.querySelector<HTMLElement>('#call-off-body')?.focus();
  }

  render(): TemplateResult | typeof nothing {
    const maintenance = this.#maintenance;
    if (!maintenance) return nothing;
    const { strings, data } = this.#screen.panel;
    const words = strings.maintenance.one;
    const submission = this.#submission;
    const change = (part: () => void) => {
      if (!submission.isBusy) part();
      this.#screen.requestUpdate();
    };
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#do(maintenance);
    };
    return html`<dialog class="call-off" aria-labelledby="call-off-title" @close=${() => this.#onClose()}>
      <h2 id="call-off-title">${words.callOffTitle}</h2>
      <p class="soft words">${words.callOffText}</p>
      <form class="form" novalidate @submit=${onSubmit}>
        <div class="message">
          ${textArea({
            id: 'call-off-body',
            label: words.callOffBody,
            value: this.#body,
            isRequired: true,
            isReadOnly: submission.isBusy,
            maxLength: maxBodyLength,
            error: submission.errorFor('#/body'),
            onInput: (body) => change(() => (this.#body = body)),
          })}
          ${
            this.#body.trim() === ''
              ? html`<button class="suggestion" type="button" @click=${() => change(() => (this.#body = words.callOffSuggestion))}>
                  ${strings.maintenance.plan.suggest(words.callOffSuggestion)}
                </button>`
              : nothing
          }
        </div>
        ${tellField({
          id: 'call-off-tell',
          label: strings.composer.tell,
          isChecked: this.#tells,
          isSwitchedOff: data.settings?.notify_maintenance_ended === false,
          reckoning: this.#audience.of({
            kind: 'maintenance',
            component_ids: maintenance.components.map((one) => one.id),
            incident_id: maintenance.id,
          }),
          strings,
          onInput: (isChecked) => change(() => (this.#tells = isChecked)),
        })}
        ${submissionNotice(submission, strings, [['#/body', 'call-off-body', words.callOffBody]])}
        <div class="actions">
          <button class="button danger" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
            ${words.callOffAction}
          </button>
          <button class="button quiet" type="button" @click=${() => this.#dialog?.close()}>${strings.forms.cancel}</button>
        </div>
      </form>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#screen.renderRoot.querySelector<HTMLDialogElement>('dialog.call-off');
  }

  async #do(maintenance: AdminMaintenance): Promise<void> {
    const { panel } = this.#screen;
    const content = { body: this.#body.trim(), deliver_notifications: this.#tells };
    const checks = content.body === '' ? [{ pointer: '#/body', detail: panel.strings.forms.required }] : [];
    let called: AdminMaintenance | null = null;
    const isDone = await this.#submission.run(async (persist) => {
      const key = this.#submission.intent.keyFor(content);
      called = await panel.api.maintenance.callOff(maintenance.id, { content, key, persist });
      this.#submission.intent.fulfil();
    }, checks);
    if (!isDone || !called) return;
    this.#body = '';
    this.#dialog?.close();
    panel.say(panel.strings.maintenance.one.calledOff);
    this.#onDone(called);
  }

  #onClose(): void {
    if (this.#dialog?.open) return;
    this.#submission.stop();
    this.#maintenance = null;
    this.#screen.requestUpdate();
  }
}
