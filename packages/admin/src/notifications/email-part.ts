import type { EmailCheck, Sending } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';
import { statusIcon } from '../templates/status-icon.ts';

const missing = `ALLSWELL_SMTP_URL=smtp://user:password@mail.example.com:587
ALLSWELL_MAIL_FROM="Status <status@example.com>"`;

/** What email is sent by, whether that works, and a message to oneself. */
export class EmailPart {
  readonly #screen: Screen;
  readonly #check: Submission;
  readonly #test: Submission;
  #checked: EmailCheck | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#check = new Submission(screen);
    this.#test = new Submission(screen);
  }

  render({ email }: Sending): TemplateResult {
    const words = this.#screen.panel.strings.notifications;
    return html`<section class="card" aria-labelledby="email-title">
      <h2 id="email-title">${words.email}</h2>
      ${email.configured ? this.#configured(email) : this.#missing()}
    </section>`;
  }

  #missing(): TemplateResult {
    const words = this.#screen.panel.strings.notifications;
    return html`<div class="standing tone-minor">
        ${statusIcon('minor')}
        <div>
          <p><b>${words.noEmail}</b></p>
          <p class="soft">${words.noEmailText}</p>
        </div>
      </div>
      <pre dir="ltr">${missing}</pre>
      <p class="hint">${words.noEmailNote}</p>`;
  }

  #configured({ from, server, signed_by }: Sending['email']): TemplateResult {
    const { strings, session } = this.#screen.panel;
    const words = strings.notifications;
    return html`<p class="soft small">${words.emailText}</p>
      <dl class="facts">
        <div>
          <dt>${words.from}</dt>
          <dd><bdi>${from}</bdi></dd>
        </div>
        <div>
          <dt>${words.server}</dt>
          <dd><bdi>${server}</bdi></dd>
        </div>
        <div>
          <dt>${words.signedBy}</dt>
          <dd><bdi>${signed_by ?? words.notSigned}</bdi></dd>
        </div>
      </dl>
      ${signed_by === null ? html`<p class="hint words">${words.notSignedText}</p>` : nothing}
      <div class="does">
        <button
          class="button"
          type="button"
          aria-disabled=${this.#check.isBusy ? 'true' : nothing}
          aria-describedby="check-hint"
          @click=${() => void this.#checkIt()}
        >
          ${this.#check.isBusy ? words.checking : words.check}
        </button>
        <p class="hint" id="check-hint">${words.checkHint}</p>
      </div>
      ${submissionNotice(this.#check, strings)} ${this.#checked ? this.#steps(this.#checked) : nothing}
      <div class="does">
        <button
          class="button"
          type="button"
          aria-disabled=${this.#test.isBusy ? 'true' : nothing}
          aria-describedby="test-hint"
          @click=${() => void this.#sendTest()}
        >
          ${this.#test.isBusy ? words.testing : words.test}
        </button>
        <p class="hint" id="test-hint">${words.testHint(session.admin?.email ?? '')}</p>
      </div>
      ${submissionNotice(this.#test, strings)}`;
  }

  #steps({ works, steps }: EmailCheck): TemplateResult {
    const words = this.#screen.panel.strings.notifications;
    return html`<div role="status" data-check=${works ? 'works' : 'fails'}>
      <p><b>${works ? words.checkWorks : words.checkFails}</b></p>
      <ol class="steps">
        ${steps.map(({ step, ok, detail }) => {
          const tone = ok ? 'none' : 'critical';
          return html`<li class="tone-${tone}">
            ${statusIcon(tone, 16)}
            <div lang="en" dir="auto">
              <b>${step}</b> <span class="visually-hidden">${ok ? words.stepOk : words.stepFailed}</span>
              <span>${detail}</span>
            </div>
          </li>`;
        })}
      </ol>
    </div>`;
  }

  async #checkIt(): Promise<void> {
    this.#checked = null;
    await this.#check.run(async () => {
      this.#checked = await this.#screen.panel.api.notifications.checkEmail();
    });
  }

  async #sendTest(): Promise<void> {
    const { api, say, strings } = this.#screen.panel;
    await this.#test.run(async () => {
      const { address } = await api.notifications.sendTest();
      say(strings.notifications.tested(address));
    });
  }
}
