import type { Metric } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { Confirmation } from '../forms/confirmation.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { copyField } from '../forms/copy-field.ts';
import type { Screen } from '../status-admin/screen.ts';

/** What points are pushed with: a token that is told once, and a line to try it. */
export class PushPart {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #confirmation: Confirmation;
  #token: { of: string; text: string } | null = null;
  /** Whether there is one, as far as it was changed here. */
  #has: { of: string; token: boolean } | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#confirmation = new Confirmation(screen);
  }

  render(metric: Metric, words: LaterStrings['metrics']): TemplateResult {
    const { panel } = this.#screen;
    const { isBusy } = this.#submission;
    const token = this.#token?.of === metric.id ? this.#token.text : null;
    const hasToken = this.#has?.of === metric.id ? this.#has.token : metric.has_push_token;
    return html`<section class="card push" aria-labelledby="push-title">
      <h2 id="push-title">${words.push.title}</h2>
      <p class="soft words">${hasToken ? words.push.hasToken : words.push.noToken}</p>
      ${
        token
          ? html`<div class="copies" data-token>
              <p><strong>${words.push.once}</strong></p>
              ${copyField(panel, { id: 'push-token', label: words.push.token, value: token })}
              ${copyField(panel, { id: 'push-curl', label: words.push.curl, value: this.#curl(metric.id, token), rows: 5 })}
            </div>`
          : html`<div class="copies">
              ${copyField(panel, { id: 'push-curl', label: words.push.curl, value: this.#curl(metric.id, 'TOKEN'), rows: 5 })}
            </div>`
      }
      <p class="hint words">${words.push.hint}</p>
      ${submissionNotice(this.#submission, panel.strings)}
      <div class="actions">
        <button
          class=${hasToken ? 'button' : 'button main'}
          type="button"
          aria-disabled=${isBusy ? 'true' : nothing}
          @click=${() => void (hasToken ? this.#askToRenew(metric, words) : this.#make(metric))}
        >
          ${hasToken ? words.push.renew : words.push.make}
        </button>
        ${
          hasToken
            ? html`<button class="button quiet" type="button" @click=${() => void this.#askToDrop(metric, words)}>${words.push.drop}</button>`
            : nothing
        }
      </div>
      ${this.#confirmation.render(panel.strings)}
    </section>`;
  }

  #curl(id: string, token: string): string {
    const address = this.#screen.panel.address(`/api/v1/metrics/${id}/data`).href;
    return `curl -X POST ${address} \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"data": {"timestamp": '$(date +%s)', "value": 342}}'`;
  }

  async #make(metric: Metric): Promise<void> {
    await this.#submission.run(async () => {
      const { token } = await this.#screen.panel.api.metrics.makePushToken(metric.id);
      this.#token = { of: metric.id, text: token };
      this.#has = { of: metric.id, token: true };
    });
  }

  async #askToRenew(metric: Metric, words: LaterStrings['metrics']): Promise<void> {
    await this.#confirmation.ask({
      title: words.push.renewTitle,
      text: words.push.renewText,
      action: words.push.renew,
      run: async () => {
        const { token } = await this.#screen.panel.api.metrics.makePushToken(metric.id);
        this.#token = { of: metric.id, text: token };
        this.#has = { of: metric.id, token: true };
      },
    });
  }

  async #askToDrop(metric: Metric, words: LaterStrings['metrics']): Promise<void> {
    const { panel } = this.#screen;
    await this.#confirmation.ask({
      title: words.push.dropTitle,
      text: words.push.dropText,
      action: words.push.drop,
      run: async (persist) => {
        await panel.api.metrics.dropPushToken(metric.id, persist);
        this.#token = null;
        this.#has = { of: metric.id, token: false };
      },
      done: () => panel.say(words.push.dropped),
    });
  }
}
