import type { Admin, FieldError } from '@allswell/protocol';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { copyText } from '../forms/copy.ts';
import { explain } from '../forms/explain.ts';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { sayInstant } from '../time/format.ts';
import { PasswordForm } from './password-form.ts';

/** Who may publish: list, invitations, and one's own password. */
export class StatusAdminAdmins extends Screen {
  static override styles = [
    base,
    css`
      .admins {
        display: grid;
        gap: 2rem;
        max-inline-size: 52rem;
      }
      section > h2 {
        margin-block-end: 0.7rem;
      }
      .rows li {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 1rem;
        align-items: center;
        justify-content: space-between;
        padding: 0.9rem 1.25rem;
      }
      .who {
        font-weight: 550;
        overflow-wrap: anywhere;
      }
      form + .notice {
        margin-block-start: 1.25rem;
      }
      .link-once {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
        margin-block: 0.6rem 0.4rem;
      }
      .link-once input {
        flex: 1 1 14rem;
        font-family: ui-monospace, monospace;
        font-size: 0.82rem !important;
      }
    `,
  ];

  readonly #confirmation = new Confirmation(this);
  readonly #invitation = new Submission(this);
  readonly #quick = new Submission(this);
  readonly #password = new PasswordForm(this);
  #admins: Admin[] | null = null;
  #failure: ApiError | null = null;
  #email = '';
  #invited: Admin | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.admins;
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1></div>
      <div class="admins">
        ${this.#list()}
        <section class="card" aria-labelledby="invite-title">
          <h2 id="invite-title">${words.invite}</h2>
          ${this.#invite()}
        </section>
        <section class="card" aria-labelledby="password-title">
          <h2 id="password-title">${words.password}</h2>
          ${this.#password.render()}
        </section>
      </div>
      ${this.#confirmation.render(strings)}
    `;
  }

  #list(): TemplateResult {
    const { strings } = this.panel;
    if (this.#failure && !this.#admins) {
      return html`<div class="notice trouble" role="alert">
        <div>
          <p>${explain(this.#failure, strings)}</p>
          <button class="button small" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>
        </div>
      </div>`;
    }
    if (!this.#admins) return html`<p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`${submissionNotice(this.#quick, strings)}
      <ul class="rows">
        ${repeat(
          this.#admins,
          (one) => one.id,
          (one) => this.#row(one),
        )}
      </ul>`;
  }

  #row(admin: Admin): TemplateResult {
    const { panel } = this;
    const words = panel.strings.admins;
    const isMe = admin.id === panel.session.admin?.id;
    const seen = admin.last_signed_in_at
      ? words.lastSignedIn(sayInstant(admin.last_signed_in_at, this.time))
      : words.neverSignedIn;
    const action =
      admin.state === 'disabled'
        ? html`<button class="button small" type="button" aria-label=${words.enableOf(admin.email)} @click=${() => void this.#enable(admin)}>
          ${words.enable}
        </button>`
        : html`<button
          class="button small danger"
          type="button"
          aria-label=${words.disableOf(admin.email)}
          @click=${() => void this.#askToDisable(admin)}
        >
          ${words.disable}
        </button>`;
    return html`<li data-admin-id=${admin.id}>
      <div>
        <p class="who">${admin.name ? html`${admin.name} <span class="soft">${admin.email}</span>` : admin.email}</p>
        <p class="soft small">${words.states[admin.state]}${isMe ? `, ${words.you}` : ''} · ${seen}</p>
      </div>
      ${isMe ? nothing : action}
    </li>`;
  }

  #invite(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.admins;
    const submission = this.#invitation;
    const invited = this.#invited;
    return html`<form class="form" novalidate @submit=${this.#onInvite} aria-labelledby="invite-title">
        ${textField({
          id: 'invite-email',
          type: 'email',
          label: words.inviteEmail,
          value: this.#email,
          isRequired: true,
          error: submission.errorFor('#/email'),
          onInput: (value) => {
            this.#email = value;
            this.requestUpdate();
          },
        })}
        ${submissionNotice(submission, strings, [['#/email', 'invite-email', words.inviteEmail]])}
        <div class="actions">
          <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
            ${submission.isBusy ? words.inviting : words.inviteSubmit}
          </button>
        </div>
      </form>
      ${
        invited?.invite_url
          ? html`<div class="notice" role="status">
              <div>
                <p><strong>${words.inviteMade(invited.email)}</strong> ${words.inviteLink}</p>
                <div class="link-once">
                  <input readonly aria-label=${words.inviteLink} .value=${invited.invite_url} />
                  <button class="button small" type="button" @click=${() => void this.#copy(invited.invite_url ?? '')}>${words.copy}</button>
                </div>
                ${
                  invited.invite_expires_at
                    ? html`<p class="soft small">${words.inviteExpires(sayInstant(invited.invite_expires_at, this.time))}</p>`
                    : nothing
                }
              </div>
            </div>`
          : nothing
      }`;
  }

  async #copy(url: string): Promise<void> {
    if (await copyText(url)) this.panel.say(this.panel.strings.admins.copied);
    else this.renderRoot.querySelector<HTMLInputElement>('.link-once input')?.select();
  }

  async #load(): Promise<void> {
    try {
      this.#admins = await this.panel.api.listAdmins();
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }

  readonly #onInvite = async (event: SubmitEvent) => {
    event.preventDefault();
    const { panel } = this;
    const content = { email: this.#email.trim() };
    const checks: FieldError[] =
      content.email === '' ? [{ pointer: '#/email', detail: panel.strings.forms.required }] : [];
    this.#invited = null;
    const isMade = await this.#invitation.run(async (persist) => {
      this.#invited = await panel.api.inviteAdmin({ content, key: this.#invitation.intent.keyFor(content), persist });
      this.#invitation.intent.fulfil();
    }, checks);
    if (!isMade) return;
    this.#email = '';
    panel.say(panel.strings.admins.inviteMade(content.email));
    await this.#load();
  };

  async #enable(admin: Admin): Promise<void> {
    const { panel } = this;
    const isSaved = await this.#quick.run(async (persist) => {
      await panel.api.changeAdmin(admin.id, { disabled: false }, persist);
    });
    if (!isSaved) return;
    panel.say(panel.strings.admins.enabled(admin.email));
    await this.#load();
  }

  async #askToDisable(admin: Admin): Promise<void> {
    const { panel } = this;
    const words = panel.strings.admins;
    await this.#confirmation.ask({
      title: words.disableTitle(admin.email),
      text: words.disableText,
      action: words.disableAction,
      run: async (persist) => {
        await panel.api.changeAdmin(admin.id, { disabled: true }, persist);
        await this.#load();
      },
      done: () => {
        panel.say(words.disabled(admin.email));
        this.enter();
      },
    });
  }
}
