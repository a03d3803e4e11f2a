import type { DeliveryCounts, Notice } from '@allswell/protocol';
import { LitElement, html, nothing, svg } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { nameOfChannel } from '../audience/say-channel.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Panel } from '../status-admin/panel.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { deliveriesStyles } from './deliveries.styles.ts';
import { isUnderWay } from './is-under-way.ts';
import { sumOf, tallied, totalOf } from './tally.ts';

/** From here on the amounts of a bar are so different that the smallest could not be seen. */
const leastShare = 1.5;

/** How telling people of one update goes: how many, by what, why not, and another try. */
export class StatusAdminDeliveries extends LitElement {
  static override styles = [base, deliveriesStyles];
  static override properties: PropertyDeclarations = {
    panel: { attribute: false },
    notices: { attribute: false },
    isHeld: { attribute: false },
    hasNoMailServer: { attribute: false },
    onRetried: { attribute: false },
  };

  /** What the shell lends. */
  declare panel: Panel;
  /** Of the update itself, and reminders of it. */
  declare notices: readonly Notice[];
  /** Whether nothing is sent until somebody resumes it. */
  declare isHeld: boolean;
  /** Whether email waits until a mail server is set. */
  declare hasNoMailServer: boolean;
  /** Called when failed ones are tried again. */
  declare onRetried: () => void;

  readonly #submission = new Submission(this);
  /** Which notice is tried again. */
  #retried = '';

  override render(): TemplateResult {
    return html`${repeat(
      this.notices,
      (one) => one.id,
      (one) => this.#notice(one),
    )}`;
  }

  #notice(notice: Notice): TemplateResult {
    const { strings } = this.panel;
    const words = strings.deliveries;
    const sum = sumOf(notice);
    const kind = words.kinds[notice.kind] ?? '';
    return html`<section aria-label="${words.title}: ${kind}" data-notice=${notice.kind}>
      <div class="line">
        <p class="what" role="status">
          ${notice.kind === 'update' ? nothing : html`<b>${kind}</b>`} ${this.#sentence(notice, sum)}
        </p>
        ${sum.failed > 0 ? this.#retry(notice, sum.failed, kind) : nothing}
      </div>
      ${
        this.isHeld && isUnderWay(notice)
          ? html`<p class="held">${words.held} ${screenLink(this.panel, { screen: 'notifications' }, words.toSending)}</p>`
          : nothing
      }
      ${
        this.hasNoMailServer && (notice.counts.email?.waiting ?? 0) > 0
          ? html`<p class="held">${strings.notifications.noEmail} ${screenLink(this.panel, { screen: 'notifications' }, words.toSending)}</p>`
          : nothing
      }
      ${totalOf(sum) > 0 ? this.#bar(sum) : nothing} ${this.#retried === notice.id ? submissionNotice(this.#submission, strings) : nothing}
      ${totalOf(sum) > 0 ? this.#details(notice) : nothing}
    </section>`;
  }

  /** "12,291 of 12,403 were told · 102 waiting · 10 failed" */
  #sentence(notice: Notice, sum: DeliveryCounts): TemplateResult {
    const words = this.panel.strings.deliveries;
    const total = totalOf(sum);
    if (notice.expanded_at === null && total === 0) return html`<span class="soft">${words.planning}</span>`;
    if (total === 0) return html`<span class="soft">${words.nobody}</span>`;
    const rest = tallied.filter((state) => state !== 'sent' && sum[state] > 0);
    const told = rest.length === 0 ? words.allSent(sum.sent) : words.underWay(sum.sent, total);
    return html`<span>${told}</span>${rest.map((state) => html`<span class="state ${state}">${words.states[state](sum[state])}</span>`)}`;
  }

  /** A slim bar that says the same as the words above it. */
  #bar(counts: DeliveryCounts): TemplateResult {
    const total = totalOf(counts);
    const shares = tallied.map((state) => ({
      state,
      share: counts[state] === 0 ? 0 : Math.max(leastShare, (100 * counts[state]) / total),
    }));
    const width = shares.reduce((sum, { share }) => sum + share, 0);
    let at = 0;
    return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      ${shares.map(({ state, share }) => {
        const wide = (100 * share) / width;
        const x = at;
        at += wide;
        return wide === 0 ? nothing : svg`<rect class=${state} x=${x} y="0" width=${wide} height="4"></rect>`;
      })}
    </svg>`;
  }

  #retry(notice: Notice, failed: number, kind: string): TemplateResult {
    const words = this.panel.strings.deliveries;
    return html`<button
      class="button small"
      type="button"
      aria-label="${words.retry}: ${kind}, ${words.states.failed(failed)}"
      aria-disabled=${this.#submission.isBusy ? 'true' : nothing}
      @click=${() => void this.#tryAgain(notice)}
    >
      ${words.retry}
    </button>`;
  }

  #details(notice: Notice): TemplateResult | typeof nothing {
    const { strings } = this.panel;
    const words = strings.deliveries;
    const channels = Object.entries(notice.counts).filter(([, counts]) => totalOf(counts) > 0);
    return html`<details>
      <summary>${words.details}</summary>
      <dl class="channels">
        ${channels.map(
          ([channel, counts]) => html`<div>
            <dt>${nameOfChannel(channel, strings)}</dt>
            <dd>
              ${this.#bar(counts)}
              <p>
                ${tallied
                  .filter((state) => counts[state] > 0)
                  .map((state) => html`<span class="state ${state}">${words.states[state](counts[state])}</span>`)}
              </p>
            </dd>
          </div>`,
        )}
      </dl>
      ${this.#reasons(notice, 'failed', words.whyFailed)} ${this.#reasons(notice, 'waiting', words.whyWaiting)}
      ${this.#reasons(notice, 'suppressed', words.whySuppressed)}
    </details>`;
  }

  /** As the mail server or the service said it, in its own language. */
  #reasons(notice: Notice, state: 'failed' | 'waiting' | 'suppressed', title: string): TemplateResult | typeof nothing {
    const { strings } = this.panel;
    const words = strings.deliveries;
    const reasons = notice.reasons.filter((one) => one.state === state);
    if (reasons.length === 0) return nothing;
    return html`<h3>${title}</h3>
      <ul class="reasons">
        ${reasons.map(
          ({ channel, reason, count }) => html`<li>
            <span class="times">${words.times(count)}</span>
            <span>
              ${reason ? html`<q lang="en" dir="auto">${reason}</q>` : words.noReason}
              <span class="soft">${nameOfChannel(channel, strings)}</span>
            </span>
          </li>`,
        )}
      </ul>`;
  }

  async #tryAgain(notice: Notice): Promise<void> {
    const { api, say, strings } = this.panel;
    this.#retried = notice.id;
    let retried = 0;
    const isDone = await this.#submission.run(async (persist) => {
      ({ retried } = await api.notifications.retry(notice.id, persist));
    });
    if (!isDone) return;
    say(strings.deliveries.retried(retried));
    this.onRetried();
  }
}
