import { maxNameLength } from '@allswell/protocol';
import type { FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { checkField, selectField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { mark } from '../templates/mark.ts';
import { browserZone } from '../time/format.ts';
import { zoneOptions } from '../time/zones.ts';
import { cardStyles } from './card.styles.ts';

/** The first visit: makes the first admin and names the page. */
export class StatusAdminSetUp extends Screen {
  static override styles = [base, cardStyles];
  static override properties: PropertyDeclarations = { token: { attribute: false }, leave: { attribute: false } };

  /** The one-time token of the link. */
  declare token: string;
  /** Goes to sign in instead. */
  declare leave: () => void;

  readonly #submission = new Submission(this);
  #pageName = '';
  #email = '';
  #password = '';
  #zone = browserZone();
  #isShown = false;

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.setUp;
    const submission = this.#submission;
    const code = submission.error?.code;
    const isDead = code === 'token-invalid' || code === 'token-spent' || code === 'already-set-up';
    return html`<div class="door">
      <div class="greeting">
        <span class="mark">${mark(20)}</span>
        <h1 tabindex="-1">${words.title}</h1>
        <p class="soft">${words.text}</p>
      </div>
      ${
        isDead
          ? html`<div class="notice" role="alert" tabindex="-1" data-problem>
              <div>
                <p>${code === 'already-set-up' ? words.already : words.badLink}</p>
                <button class="button small" type="button" @click=${() => this.leave()}>${words.toSignIn}</button>
              </div>
            </div>`
          : submissionNotice(submission, strings, [
              ['#/page_name', 'page_name', words.pageName],
              ['#/email', 'email', words.email],
              ['#/password', 'password', words.password],
              ['#/time_zone', 'time_zone', words.zone],
            ])
      }
      <form class="form" novalidate @submit=${this.#onSubmit} aria-label=${words.title}>
        ${textField({
          id: 'page_name',
          label: words.pageName,
          hint: words.pageNameHint,
          value: this.#pageName,
          autocomplete: 'organization',
          maxLength: maxNameLength,
          isRequired: true,
          error: submission.errorFor('#/page_name'),
          onInput: (value) => this.#change(() => (this.#pageName = value)),
        })}
        ${textField({
          id: 'email',
          type: 'email',
          label: words.email,
          value: this.#email,
          autocomplete: 'username',
          isRequired: true,
          error: submission.errorFor('#/email'),
          onInput: (value) => this.#change(() => (this.#email = value)),
        })}
        ${textField({
          id: 'password',
          type: this.#isShown ? 'text' : 'password',
          label: words.password,
          hint: words.passwordHint,
          value: this.#password,
          autocomplete: 'new-password',
          isRequired: true,
          error: submission.errorFor('#/password'),
          onInput: (value) => this.#change(() => (this.#password = value)),
        })}
        ${checkField({
          id: 'show-password',
          label: words.showPassword,
          isChecked: this.#isShown,
          onInput: (isChecked) => this.#change(() => (this.#isShown = isChecked)),
        })}
        ${selectField({
          id: 'time_zone',
          label: words.zone,
          value: this.#zone,
          options: zoneOptions(this.#zone),
          error: submission.errorFor('#/time_zone'),
          onInput: (value) => this.#change(() => (this.#zone = value)),
        })}
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? words.submitting : words.submit}
        </button>
      </form>
    </div>`;
  }

  #change(apply: () => void): void {
    apply();
    this.requestUpdate();
  }

  readonly #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { panel } = this;
    const missing = (pointer: string): FieldError => ({ pointer, detail: panel.strings.forms.required });
    const checks = [
      ...(this.#pageName.trim() === '' ? [missing('#/page_name')] : []),
      ...(this.#email.trim() === '' ? [missing('#/email')] : []),
      ...(this.#password === '' ? [missing('#/password')] : []),
    ];
    await this.#submission.run(async () => {
      await panel.session.setUp({
        token: this.token,
        email: this.#email.trim(),
        password: this.#password,
        page_name: this.#pageName.trim(),
        time_zone: this.#zone,
      });
      panel.say(panel.strings.setUp.done);
    }, checks);
  };
}
