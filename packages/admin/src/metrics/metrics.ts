import { metricFreshness } from '@allswell/protocol';
import type { Metric } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { OrderedRows, orderedRowsStyles } from '../ordered-rows/ordered-rows.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { listFailure } from '../subscribers/list-parts.ts';
import { onLinkClick, screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayAgo } from '../time/format.ts';
import { metricsStyles } from './metrics.styles.ts';
import { sayValue, toneOfLevel } from './say-value.ts';

const everyMs = 10_000;

/** Every figure in the order of the page: how it stands, and why it does not where it does not. */
export class StatusAdminMetrics extends Screen {
  static override styles = [base, orderedRowsStyles, metricsStyles];

  readonly #words = new LaterWords(this);
  readonly #quick = new Submission(this);
  readonly #confirmation = new Confirmation(this);
  readonly #order = new OrderedRows(this, {
    items: () => this.#metrics ?? [],
    move: (metric, place) => this.#move(metric, place),
  });
  #metrics: readonly Metric[] | null = null;
  #failure: ApiError | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#load());
    this.#timer = setInterval(() => {
      if (!document.hidden && !this.#quick.isBusy) void this.#load();
    }, everyMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.metrics;
    if (!words)
      return html`<h1 tabindex="-1">${strings.nav.metrics}</h1><p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`
      <div class="head">
        <h1 tabindex="-1">${strings.nav.metrics}</h1>
        ${this.#metrics?.length ? screenLink(panel, { screen: 'metric', id: null }, words.add, 'button main') : nothing}
      </div>
      <div class="metrics">
        ${submissionNotice(this.#quick, strings)}
        ${this.#failure ? listFailure(this.#failure, strings, () => void this.#load()) : nothing} ${this.#list(words)}
      </div>
      ${this.#confirmation.render(strings)}
    `;
  }

  #list(words: LaterStrings['metrics']): TemplateResult | typeof nothing {
    const { panel } = this;
    const metrics = this.#metrics;
    if (!metrics) {
      return this.#failure ? nothing : html`<p class="soft" role="status">${panel.strings.shell.loading}</p>`;
    }
    if (metrics.length === 0) {
      return html`<div class="card empty">
        <h2>${words.empty}</h2>
        <p class="soft words">${words.emptyText}</p>
        <p>${screenLink(panel, { screen: 'metric', id: null }, words.add, 'button main')}</p>
      </div>`;
    }
    return html`<p class="soft words">${words.text}</p>
      <ul class="rows ordered" aria-label=${panel.strings.nav.metrics}>
        ${repeat(
          metrics,
          (one) => one.id,
          (one, index) => this.#row(one, index, words),
        )}
      </ul>`;
  }

  #row(metric: Metric, index: number, words: LaterStrings['metrics']): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const freshness = this.#freshness(metric);
    const tone = freshness === 'gone' ? 'unknown' : toneOfLevel(metric.level);
    const route = { screen: 'metric', id: metric.id } as const;
    return html`<li
      class="metric tone-${tone} ${this.#order.classOf(metric.id)}"
      data-metric-id=${metric.id}
      data-level=${metric.level ?? nothing}
      @dragover=${(event: DragEvent) => this.#order.over(event, metric.id)}
      @drop=${(event: DragEvent) => void this.#order.drop(event, metric.id)}
    >
      ${this.#order.handle(metric.id)}
      ${metric.level || freshness === 'gone' ? statusIcon(tone) : html`<span class="dot" aria-hidden="true"></span>`}
      <div class="what">
        <p class="name">
          <a href=${panel.href(route)} @click=${onLinkClick(panel, route)} dir="auto">${metric.name}</a>
          ${metric.display ? nothing : html`<span class="badge">${words.hidden}</span>`}
        </p>
        <p class="soft small">${words.sources[metric.origin.source]}${this.#askedLast(metric, words)}</p>
      </div>
      <p class="value">
        ${
          metric.most_recent_value === null || freshness === 'gone'
            ? html`<span class="soft">${words.noData}</span>`
            : html`<b dir="auto">${sayValue(metric.most_recent_value, metric, panel.locale)}</b>`
        }
        ${metric.level && freshness !== 'gone' ? html`<span class="level">${words.levels[metric.level]}</span>` : nothing}
        ${freshness === 'stale' ? html`<span class="stale">${words.asOf(this.#ago(metric.most_recent_data_at))}</span>` : nothing}
      </p>
      <div class="row-actions">
        ${this.#order.movers(metric.id, { name: metric.name, index, words: strings.components })}
        <button
          class="button small quiet"
          type="button"
          aria-label=${words.deleteOf(metric.name)}
          @click=${() => void this.#askToDelete(metric, words)}
        >
          ${strings.forms.delete}
        </button>
      </div>
      ${this.#trouble(metric, words)}
    </li>`;
  }

  /** Why the last try gave nothing, in words, and how often it is tried now. */
  #trouble(metric: Metric, words: LaterStrings['metrics']): TemplateResult | typeof nothing {
    const { last_error, failures } = metric;
    if (!last_error || failures === 0) return nothing;
    return html`<p class="trouble">
      ${statusIcon('minor', 16)}
      <span>
        <b>${words.failed(failures)} ${words.errors[last_error.code] ?? nothing}</b>
        <span lang="en" dir="auto">${last_error.detail}</span>
        <span class="soft">${words.failedAt(this.#ago(last_error.at))}</span>
      </span>
    </p>`;
  }

  #askedLast({ origin, most_recent_data_at, has_push_token }: Metric, words: LaterStrings['metrics']): string {
    if (origin.source === 'push' && !has_push_token) return ` · ${words.noToken}`;
    return most_recent_data_at ? ` · ${words.measured(this.#ago(most_recent_data_at))}` : '';
  }

  #freshness({ most_recent_data_at, interval_seconds }: Metric): 'fresh' | 'stale' | 'gone' {
    const asOf = most_recent_data_at === null ? null : Date.parse(most_recent_data_at);
    return metricFreshness(asOf, Date.now(), interval_seconds);
  }

  #ago(iso: string | null): string {
    const { strings, locale } = this.panel;
    return (iso ? sayAgo(iso, locale) : null) ?? strings.time.justNow;
  }

  async #move(metric: Metric, place: number): Promise<boolean> {
    const { panel } = this;
    const metrics = this.#metrics ?? [];
    const position = metrics[place]?.position;
    if (position === undefined) return false;
    const isMoved = await this.#quick.run(async (persist) => {
      await panel.api.metrics.change(metric.id, { content: { position }, persist });
      await this.#load();
    });
    if (isMoved) panel.say(panel.strings.components.moved(metric.name, place + 1, metrics.length));
    return isMoved;
  }

  async #askToDelete(metric: Metric, words: LaterStrings['metrics']): Promise<void> {
    const { panel } = this;
    await this.#confirmation.ask({
      title: words.deleteTitle(metric.name),
      text: words.deleteText,
      action: words.deleteAction,
      run: async (persist) => {
        await panel.api.metrics.remove(metric.id, persist);
        await this.#load();
      },
      done: () => {
        panel.say(words.deleted(metric.name));
        this.enter();
      },
    });
  }

  async #load(): Promise<void> {
    try {
      this.#metrics = await this.panel.api.metrics.list();
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}
