import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { mark } from '../templates/mark.ts';
import { cardStyles } from './card.styles.ts';
import { SignInForm } from './sign-in-form.ts';

/** The door. It says so when there is no admin yet to come in. */
export class StatusAdminSignIn extends Screen {
  static override styles = [base, cardStyles];
  static override properties: PropertyDeclarations = { forget: { attribute: false } };

  /** Goes where a new password is asked for. */
  declare forget: () => void;

  readonly #form = new SignInForm(this);
  #needsSetUp = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#askForSetUp();
  }

  override enter(): void {
    this.#form.focus();
  }

  override render(): TemplateResult {
    const { strings, session } = this.panel;
    const words = strings.signIn;
    return html`<div class="door">
      <div class="greeting">
        <span class="mark">${mark(20)}</span>
        <h1 tabindex="-1">${words.title}</h1>
      </div>
      ${this.#needsSetUp ? html`<p class="notice" role="status">${words.needsSetUp}</p>` : nothing}
      ${this.#form.render(session, strings)}
      <p><button class="link" type="button" @click=${() => this.forget()}>${words.forgotten}</button></p>
    </div>`;
  }

  async #askForSetUp(): Promise<void> {
    try {
      this.#needsSetUp = await this.panel.session.isSetUpNeeded();
      this.requestUpdate();
    } catch (error) {
      // Not knowing only costs the hint.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
