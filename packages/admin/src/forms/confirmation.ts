import { html, nothing } from 'lit';
import type { ReactiveElement, TemplateResult } from 'lit';
import type { Persistence } from '../api/client.ts';
import type { Strings } from '../i18n/en.ts';
import { submissionNotice } from './notice.ts';
import { Submission } from './submission.ts';

export interface Question {
  title: string;
  text: string;
  /** The word on the button that does it. */
  action: string;
  isDanger?: boolean;
  /** What else is to be known before: drawn again with the screen. */
  note?: () => TemplateResult | typeof nothing;
  run: (persist: Persistence) => Promise<void>;
  /** After it was done and the dialog has closed. */
  done?: () => void;
}

/** Asks before something that cannot be taken back. The dialog stays until it is done or called off. */
export class Confirmation {
  readonly #host: ReactiveElement;
  readonly #submission: Submission;
  #question: Question | null = null;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#submission = new Submission(host);
  }

  async ask(question: Question): Promise<void> {
    this.#question = question;
    this.#submission.clear();
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#dialog?.showModal();
  }

  render(strings: Strings): TemplateResult | typeof nothing {
    const question = this.#question;
    if (!question) return nothing;
    const isBusy = this.#submission.isBusy;
    return html`<dialog class="confirmation" aria-labelledby="confirmation-title" @close=${() => this.#onClose()}>
      <h2 id="confirmation-title">${question.title}</h2>
      <p class="soft words">${question.text}</p>
      ${question.note?.()} ${submissionNotice(this.#submission, strings)}
      <div class="actions">
        <button
          class=${question.isDanger === false ? 'button main' : 'button danger'}
          type="button"
          aria-disabled=${isBusy ? 'true' : nothing}
          @click=${() => void this.#do(question)}
        >
          ${question.action}
        </button>
        <button class="button quiet" type="button" @click=${() => this.#dialog?.close()}>${strings.forms.cancel}</button>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.confirmation');
  }

  async #do(question: Question): Promise<void> {
    if (!(await this.#submission.run(question.run))) return;
    this.#dialog?.close();
    question.done?.();
  }

  #onClose(): void {
    // The event comes late: the dialog may be asking something else by now.
    if (this.#dialog?.open) return;
    this.#submission.stop();
    this.#question = null;
    this.#host.requestUpdate();
  }
}
