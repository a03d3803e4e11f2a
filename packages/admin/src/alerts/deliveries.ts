import type { AlertDelivery, AlertOutcome, AlertSource, InnerAlert, WholeAlertDelivery } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { explain } from '../forms/explain.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Screen } from '../status-admin/screen.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import type { Tone } from '../templates/status-icon.ts';
import { browserZone, sayInstant } from '../time/format.ts';
import { sayBytes } from './say-bytes.ts';

const tones: Record<AlertDelivery['state'], Tone> = {
  waiting: 'maintenance',
  done: 'none',
  repeated: 'none',
  refused: 'major',
  unreadable: 'major',
  failed: 'critical',
};

/** What a source delivered lately, and what became of each alert in it. */
export class DeliveryList {
  readonly #screen: Screen;
  readonly #retry: Submission;
  readonly #whole = new Map<string, WholeAlertDelivery | ApiError>();
  #deliveries: readonly AlertDelivery[] = [];
  #isKnown = false;
  #of = '';

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#retry = new Submission(screen);
  }

  async load(sourceId: string): Promise<void> {
    const deliveries = await this.#screen.panel.api.alerts.listDeliveries(sourceId);
    if (this.#of !== sourceId) this.#whole.clear();
    this.#of = sourceId;
    // One that was read again, or read at last, is fetched again when it is opened.
    for (const one of deliveries) {
      const known = this.#deliveries.find((it) => it.id === one.id);
      if (known && known.state !== one.state) this.#whole.delete(one.id);
    }
    this.#deliveries = deliveries;
    this.#isKnown = true;
  }

  render(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    const { strings } = this.#screen.panel;
    return html`<section aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">${words.deliveries}</h2>
      ${submissionNotice(this.#retry, strings)}
      ${
        this.#deliveries.length === 0
          ? html`<p class="card soft">${this.#isKnown ? words.noDeliveries : strings.shell.loading}</p>`
          : html`<ul class="rows" aria-labelledby="deliveries-title">
                ${repeat(
                  this.#deliveries,
                  (one) => one.id,
                  (one) => this.#row(source, one, words),
                )}
              </ul>
              <p class="hint words after">${words.deliveriesHint}</p>`
      }
    </section>`;
  }

  #row(source: AlertSource, delivery: AlertDelivery, words: LaterStrings['alerts']): TemplateResult {
    const { panel } = this.#screen;
    const tone = tones[delivery.state];
    const onToggle = (event: Event) => {
      if ((event.currentTarget as HTMLDetailsElement).open) void this.#open(delivery.id);
    };
    return html`<li class="delivery tone-${tone}" data-delivery-id=${delivery.id} data-state=${delivery.state}>
      <details @toggle=${onToggle}>
        <summary>
          ${statusIcon(tone)}
          <span class="summed">
            <b>${words.deliveryStates[delivery.state]}</b>
            <span class="soft">${sayOutcomes(delivery, words)}</span>
          </span>
          <time class="soft small" datetime=${delivery.received_at}>
            ${sayInstant(delivery.received_at, { locale: panel.locale, timeZone: browserZone() })}
          </time>
        </summary>
        ${this.#body(source, delivery, words)}
      </details>
    </li>`;
  }

  #body(source: AlertSource, delivery: AlertDelivery, words: LaterStrings['alerts']): TemplateResult {
    const { panel } = this.#screen;
    const whole = this.#whole.get(delivery.id);
    const alerts = whole && !(whole instanceof ApiError) ? whole.alerts : [];
    const isWorthARetry = delivery.state === 'unreadable' || delivery.state === 'failed';
    return html`<div class="inside">
      ${delivery.reason ? html`<p class="words"><span lang="en" dir="auto">${delivery.reason}</span></p>` : nothing}
      ${
        delivery.outcomes.length > 0
          ? html`<ul class="outcomes">
              ${delivery.outcomes.map((one) => this.#outcome(one, words))}
            </ul>`
          : nothing
      }
      ${delivery.outcomes.length === 0 && alerts.length > 0 ? alerts.map((alert) => readAlert(alert, words)) : nothing}
      ${
        whole === undefined
          ? html`<p class="soft small" role="status">${panel.strings.shell.loading}</p>`
          : whole instanceof ApiError
            ? html`<p class="error" role="alert">${explain(whole, panel.strings)}</p>`
            : html`<div class="raw">
                <h3 id="raw-${delivery.id}">${words.raw(sayBytes(delivery.bytes, panel.locale))}</h3>
                <pre dir="ltr" tabindex="0" role="region" aria-labelledby="raw-${delivery.id}">${pretty(whole.body)}</pre>
              </div>`
      }
      ${
        isWorthARetry
          ? html`<div class="actions">
              <button
                class="button small"
                type="button"
                aria-disabled=${this.#retry.isBusy ? 'true' : nothing}
                @click=${() => void this.#again(source, delivery, words)}
              >
                ${words.readAgain}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #outcome(outcome: AlertOutcome, words: LaterStrings['alerts']): TemplateResult {
    const { panel } = this.#screen;
    const { incident_id, draft_id, rule_id } = outcome;
    return html`<li>
      <p><b dir="auto">${outcome.title}</b></p>
      <p class="soft small">
        ${words.alertStates[outcome.state]} → ${words.outcomes[outcome.became]}
        ${incident_id ? html`· ${screenLink(panel, { screen: 'incident', id: incident_id }, words.toIncident)}` : nothing}
        ${!incident_id && draft_id ? html`· ${screenLink(panel, { screen: 'new-incident', draft: draft_id }, words.toDraft)}` : nothing}
        · ${rule_id ? screenLink(panel, { screen: 'alert-rule', id: rule_id }, words.byRule) : words.byNoRule}
      </p>
    </li>`;
  }

  async #open(id: string): Promise<void> {
    if (this.#whole.has(id)) return;
    try {
      this.#whole.set(id, await this.#screen.panel.api.alerts.getDelivery(id));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#whole.set(id, error);
    }
    this.#screen.requestUpdate();
  }

  async #again(source: AlertSource, delivery: AlertDelivery, words: LaterStrings['alerts']): Promise<void> {
    const { panel } = this.#screen;
    const isDone = await this.#retry.run(async (persist) => {
      await panel.api.alerts.retryDelivery(delivery.id, persist);
      this.#whole.delete(delivery.id);
      await this.load(source.id);
      await this.#open(delivery.id);
    });
    if (isDone) panel.say(words.wasReadAgain);
  }
}

/** "drafted, joined": what became of the alerts in it, each word once; else why there are none. */
export function sayOutcomes({ outcomes, reason }: AlertDelivery, words: LaterStrings['alerts']): string {
  if (outcomes.length === 0) return reason ?? '';
  const [first] = outcomes;
  if (outcomes.length === 1 && first) return `${first.title} → ${words.outcomes[first.became]}`;
  const said = [...new Set(outcomes.map((one) => words.outcomes[one.became]))];
  return words.alertsBecame(outcomes.length, said);
}

/** One alert as it is read: what a mapping or an adapter makes of it. */
export function readAlert(alert: InnerAlert, words: LaterStrings['alerts']): TemplateResult {
  const rows: [string, string | null][] = [
    [words.parts.title, alert.title],
    [words.parts.state, words.alertStates[alert.state] ?? alert.state],
    [words.parts.severity, alert.severity && (words.severities[alert.severity] ?? alert.severity)],
    [words.parts.key, alert.key],
    [words.parts.body, alert.body],
    [words.parts.url, alert.url],
    [words.parts.started_at, alert.started_at],
    [words.parts.ended_at, alert.ended_at],
    [words.parts.entities, alert.entities.join(', ')],
    [
      words.parts.labels,
      Object.entries(alert.labels)
        .map((entry) => entry.join('='))
        .join(', '),
    ],
  ];
  return html`<dl class="read">
    ${rows.map(([label, value]) => (value ? html`<div><dt>${label}</dt><dd dir="auto">${value}</dd></div>` : nothing))}
    ${alert.is_test ? html`<div><dt>${words.parts.test}</dt><dd>${words.outcomes.test}</dd></div>` : nothing}
  </dl>`;
}

/** Indented where it is JSON; as it came where it is not. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
