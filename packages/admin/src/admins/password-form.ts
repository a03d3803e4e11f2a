import type { FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';

/** Changes one's own password. */
export class PasswordForm {
  readonly #screen: Screen;
  readonly #submission: Submission;
  #current = '';
  #next = '';

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
  }

  render(): TemplateResult {
    const { strings, session } = this.#screen.panel;
    const words = strings.admins;
    const submission = this.#submission;
    return html`<form class="form" novalidate @submit=${this.#onSubmit} aria-labelledby="password-title">
      <input class="visually-hidden" type="text" autocomplete="username" tabindex="-1" aria-hidden="true" readonly .value=${session.admin?.email ?? ''} />
      ${textField({
        id: 'current_password',
        type: 'password',
        label: words.currentPassword,
        value: this.#current,
        autocomplete: 'current-password',
        isRequired: true,
        error: submission.errorFor('#/current_password'),
        onInput: (value) => {
          this.#current = value;
          this.#screen.requestUpdate();
        },
      })}
      ${textField({
        id: 'new_password',
        type: 'password',
        label: words.newPassword,
        hint: strings.setUp.passwordHint,
        value: this.#next,
        autocomplete: 'new-password',
        isRequired: true,
        error: submission.errorFor('#/new_password'),
        onInput: (value) => {
          this.#next = value;
          this.#screen.requestUpdate();
        },
      })}
      ${submissionNotice(submission, strings, [
        ['#/current_password', 'current_password', words.currentPassword],
        ['#/new_password', 'new_password', words.newPassword],
      ])}
      <div class="actions">
        <button class="button" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? words.changing : words.changePassword}
        </button>
      </div>
    </form>`;
  }

  readonly #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { panel } = this.#screen;
    const missing = (pointer: string): FieldError => ({ pointer, detail: panel.strings.forms.required });
    const checks = [
      ...(this.#current === '' ? [missing('#/current_password')] : []),
      ...(this.#next === '' ? [missing('#/new_password')] : []),
    ];
    const isChanged = await this.#submission.run(async () => {
      await panel.api.changeOwnPassword({ current_password: this.#current, new_password: this.#next });
    }, checks);
    if (!isChanged) return;
    this.#current = '';
    this.#next = '';
    panel.say(panel.strings.admins.passwordChanged);
    this.#screen.requestUpdate();
  };
}
