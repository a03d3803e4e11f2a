import type { FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { ReactiveElement, TemplateResult } from 'lit';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Strings } from '../i18n/en.ts';
import type { Session } from '../session/session.ts';

/** Email and password, for the sign-in screen and for the dialog over unfinished work. */
export class SignInForm {
  readonly #host: ReactiveElement;
  readonly #submission: Submission;
  #email = '';
  #password = '';

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#submission = new Submission(host);
  }

  render(session: Session, strings: Strings): TemplateResult {
    const words = strings.signIn;
    const submission = this.#submission;
    const email = this.#email || (session.wasEnded ? (session.admin?.email ?? '') : '');
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#signIn(session, email, strings);
    };
    return html`<form class="form" novalidate @submit=${onSubmit} aria-label=${words.title}>
      ${submissionNotice(submission, strings, [
        ['#/email', 'email', words.email],
        ['#/password', 'password', words.password],
      ])}
      ${textField({
        id: 'email',
        type: 'email',
        label: words.email,
        value: email,
        autocomplete: 'username',
        isRequired: true,
        error: submission.errorFor('#/email'),
        onInput: (value) => this.#change(() => (this.#email = value)),
      })}
      ${textField({
        id: 'password',
        type: 'password',
        label: words.password,
        value: this.#password,
        autocomplete: 'current-password',
        isRequired: true,
        error: submission.errorFor('#/password'),
        onInput: (value) => this.#change(() => (this.#password = value)),
      })}
      <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
        ${submission.isBusy ? words.submitting : words.submit}
      </button>
    </form>`;
  }

  /** Where typing begins: at the password when the address is known. */
  focus(): void {
    const [email, password] = ['#email', '#password'].map((one) =>
      this.#host.renderRoot.querySelector<HTMLInputElement>(one),
    );
    (email?.value ? password : email)?.focus();
  }

  async #signIn(session: Session, email: string, strings: Strings): Promise<void> {
    const missing = (pointer: string): FieldError => ({ pointer, detail: strings.forms.required });
    const checks = [
      ...(email.trim() === '' ? [missing('#/email')] : []),
      ...(this.#password === '' ? [missing('#/password')] : []),
    ];
    await this.#submission.run(async () => {
      await session.signIn({ email: email.trim(), password: this.#password });
      this.#password = '';
    }, checks);
  }

  #change(apply: () => void): void {
    apply();
    this.#host.requestUpdate();
  }
}
