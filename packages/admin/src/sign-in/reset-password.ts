import type { FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { checkField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { mark } from '../templates/mark.ts';
import { cardStyles } from './card.styles.ts';

/** An admin who forgot the password chooses a new one, by the link of a letter. */
export class StatusAdminResetPassword extends Screen {
  static override styles = [base, cardStyles];
  static override properties: PropertyDeclarations = {
    token: { attribute: false },
    leave: { attribute: false },
    forget: { attribute: false },
  };

  /** The one-time token of the link. */
  declare token: string;
  /** Goes to sign in instead. */
  declare leave: () => void;
  /** Asks for another link. */
  declare forget: () => void;

  readonly #submission = new Submission(this);
  #password = '';
  #isShown = false;

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.reset;
    const code = this.#submission.error?.code;
    const isDead = code === 'token-invalid' || code === 'token-spent';
    return html`<div class="door">
      <div class="greeting">
        <span class="mark">${mark(20)}</span>
        <h1 tabindex="-1">${words.title}</h1>
        ${isDead ? nothing : html`<p class="soft">${words.text}</p>`}
      </div>
      ${isDead ? this.#dead() : this.#form()}
      <p><button class="link" type="button" @click=${() => this.leave()}>${strings.forgot.toSignIn}</button></p>
    </div>`;
  }

  /** Nothing that could be typed here would help. */
  #dead(): TemplateResult {
    const words = this.panel.strings.reset;
    return html`<div class="notice" role="alert" tabindex="-1" data-problem><p>${words.badLink}</p></div>
      <button class="button main" type="button" @click=${() => this.forget()}>${words.newLink}</button>`;
  }

  #form(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.reset;
    const submission = this.#submission;
    return html`<form class="form" novalidate @submit=${this.#onSubmit} aria-label=${words.title}>
      ${submissionNotice(submission, strings, [['#/password', 'password', strings.admins.newPassword]])}
      ${textField({
        id: 'password',
        type: this.#isShown ? 'text' : 'password',
        label: strings.admins.newPassword,
        hint: strings.setUp.passwordHint,
        value: this.#password,
        autocomplete: 'new-password',
        isRequired: true,
        error: submission.errorFor('#/password'),
        onInput: (value) => this.#change(() => (this.#password = value)),
      })}
      ${checkField({
        id: 'show-password',
        label: strings.setUp.showPassword,
        isChecked: this.#isShown,
        onInput: (isChecked) => this.#change(() => (this.#isShown = isChecked)),
      })}
      <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
        ${submission.isBusy ? words.submitting : words.submit}
      </button>
    </form>`;
  }

  #change(apply: () => void): void {
    apply();
    this.requestUpdate();
  }

  readonly #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { session, strings, say } = this.panel;
    const checks: FieldError[] =
      this.#password === '' ? [{ pointer: '#/password', detail: strings.forms.required }] : [];
    await this.#submission.run(async () => {
      await session.resetPassword({ token: this.token, password: this.#password });
      say(strings.reset.done);
    }, checks);
  };
}
