import type { FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';

/** Erases all that is stored of an address; what that is stands beside the field. */
export class EraseForm {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #onErased: () => void;
  #isOpen = false;
  #address = '';

  constructor(screen: Screen, onErased: () => void) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#onErased = onErased;
  }

  async open(): Promise<void> {
    this.#isOpen = true;
    this.#address = '';
    this.#submission.clear();
    await this.#screen.updateComplete;
    this.#dialog?.showModal();
    this.#screen.renderRoot.querySelector<HTMLElement>('#erase-address')?.focus();
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing;
    const { strings } = this.#screen.panel;
    const words = strings.subscribers;
    const submission = this.#submission;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#erase();
    };
    return html`<dialog class="erasure" aria-labelledby="erase-title" @close=${() => this.#onClose()}>
      <h2 id="erase-title">${words.eraseTitle}</h2>
      <p class="soft words">${words.eraseText}</p>
      <form class="form" novalidate @submit=${onSubmit}>
        ${textField({
          id: 'erase-address',
          label: words.eraseAddress,
          hint: words.eraseHint,
          value: this.#address,
          maxLength: 2_000,
          isRequired: true,
          isReadOnly: submission.isBusy,
          error: submission.errorFor('#/address'),
          onInput: (value) => {
            this.#address = value;
            this.#screen.requestUpdate();
          },
        })}
        ${submissionNotice(submission, strings, [['#/address', 'erase-address', words.eraseAddress]])}
        <div class="actions">
          <button class="button danger" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
            ${submission.isBusy ? words.erasing : words.eraseAction}
          </button>
          <button class="button quiet" type="button" @click=${() => this.#dialog?.close()}>${strings.forms.cancel}</button>
        </div>
      </form>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#screen.renderRoot.querySelector<HTMLDialogElement>('dialog.erasure');
  }

  async #erase(): Promise<void> {
    const { panel } = this.#screen;
    const words = panel.strings.subscribers;
    const address = this.#address.trim();
    const checks: FieldError[] = address === '' ? [{ pointer: '#/address', detail: panel.strings.forms.required }] : [];
    let erased = 0;
    const isDone = await this.#submission.run(async (persist) => {
      ({ erased } = await panel.api.subscribers.erase(address, persist));
    }, checks);
    if (!isDone) return;
    this.#dialog?.close();
    panel.say(erased === 0 ? words.erasedNothing : words.erased(erased));
    this.#onErased();
  }

  #onClose(): void {
    if (this.#dialog?.open) return;
    this.#submission.stop();
    this.#isOpen = false;
    this.#address = '';
    this.#screen.requestUpdate();
  }
}
