import type { FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { mark } from '../templates/mark.ts';
import { cardStyles } from './card.styles.ts';

/** Asks for a letter with a link for a new password. The answer is the same for everyone. */
export class StatusAdminForgotPassword extends Screen {
  static override styles = [base, cardStyles];
  static override properties: PropertyDeclarations = { leave: { attribute: false } };

  /** Goes back to the sign-in. */
  declare leave: () => void;

  readonly #submission = new Submission(this);
  #email = '';
  /** Whom a link may be on its way to. */
  #sentTo: string | null = null;

  /** To the one field, so that one can type at once. */
  override enter(): void {
    this.renderRoot.querySelector<HTMLElement>(this.#sentTo === null ? '#email' : 'h1')?.focus();
  }

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.forgot;
    const sentTo = this.#sentTo;
    return html`<div class="door">
      <div class="greeting">
        <span class="mark">${mark(20)}</span>
        <h1 tabindex="-1">${sentTo === null ? words.title : words.sentTitle}</h1>
        <p class="soft words" role="status">${sentTo === null ? words.text : words.sent(sentTo)}</p>
      </div>
      ${sentTo === null ? this.#form() : this.#sent()}
      <p><button class="link" type="button" @click=${() => this.leave()}>${words.toSignIn}</button></p>
    </div>`;
  }

  #form(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.forgot;
    const submission = this.#submission;
    return html`<form class="form" novalidate @submit=${this.#onSubmit} aria-label=${words.title}>
      ${submissionNotice(submission, strings, [['#/email', 'email', strings.signIn.email]])}
      ${textField({
        id: 'email',
        type: 'email',
        label: strings.signIn.email,
        value: this.#email,
        autocomplete: 'username',
        isRequired: true,
        error: submission.errorFor('#/email'),
        onInput: (value) => {
          this.#email = value;
          this.requestUpdate();
        },
      })}
      <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
        ${submission.isBusy ? words.submitting : words.submit}
      </button>
    </form>`;
  }

  #sent(): TemplateResult {
    const words = this.panel.strings.forgot;
    const again = () => {
      this.#sentTo = null;
      this.requestUpdate();
      void this.updateComplete.then(() => this.enter());
    };
    return html`<p class="notice words">${words.noLetter}</p>
      <button class="button" type="button" @click=${again}>${words.again}</button>`;
  }

  readonly #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { session, strings } = this.panel;
    const email = this.#email.trim();
    const checks: FieldError[] = email === '' ? [{ pointer: '#/email', detail: strings.forms.required }] : [];
    const isAsked = await this.#submission.run(() => session.forgetPassword(email), checks);
    if (!isAsked) return;
    this.#sentTo = email;
    this.requestUpdate();
    await this.updateComplete;
    this.enter();
  };
}
