import { maxNameLength } from '@allswell/protocol';
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

/** An invited admin chooses a password. */
export class StatusAdminAcceptInvite extends Screen {
  static override styles = [base, cardStyles];
  static override properties: PropertyDeclarations = { token: { attribute: false }, leave: { attribute: false } };

  /** The one-time token of the link. */
  declare token: string;
  /** Goes to sign in instead. */
  declare leave: () => void;

  readonly #submission = new Submission(this);
  #name = '';
  #password = '';

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.invite;
    const submission = this.#submission;
    const isDead = submission.error?.code === 'token-invalid' || submission.error?.code === 'token-spent';
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
                <p>${words.badLink}</p>
                <button class="button small" type="button" @click=${() => this.leave()}>${strings.setUp.toSignIn}</button>
              </div>
            </div>`
          : submissionNotice(submission, strings, [
              ['#/name', 'name', words.name],
              ['#/password', 'password', strings.setUp.password],
            ])
      }
      <form class="form" novalidate @submit=${this.#onSubmit} aria-label=${words.title}>
        ${textField({
          id: 'name',
          label: words.name,
          hint: words.nameHint,
          value: this.#name,
          autocomplete: 'name',
          maxLength: maxNameLength,
          error: submission.errorFor('#/name'),
          onInput: (value) => this.#change(() => (this.#name = value)),
        })}
        ${textField({
          id: 'password',
          type: 'password',
          label: strings.setUp.password,
          hint: strings.setUp.passwordHint,
          value: this.#password,
          autocomplete: 'new-password',
          isRequired: true,
          error: submission.errorFor('#/password'),
          onInput: (value) => this.#change(() => (this.#password = value)),
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
    const checks: FieldError[] =
      this.#password === '' ? [{ pointer: '#/password', detail: panel.strings.forms.required }] : [];
    await this.#submission.run(async () => {
      const name = this.#name.trim();
      await panel.session.acceptInvite({
        token: this.token,
        password: this.#password,
        ...(name === '' ? {} : { name }),
      });
      panel.say(panel.strings.invite.done);
    }, checks);
  };
}
