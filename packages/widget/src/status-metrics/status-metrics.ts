import type { MetricRange, MetricsDocument } from '@allswell/protocol';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { html, isServer, LitElement, nothing } from 'lit';
import { metricsEn } from '../i18n/metrics-en.ts';
import type { MetricsStrings } from '../i18n/metrics-strings.ts';
import { metricsWords } from '../i18n/metrics-words.ts';
import { canonicalLocale, languageAround, timeLocale } from '../time/locale.ts';
import { ownTimeZone, sayTime } from '../time/say.ts';
import type { SeenMetric, SeenMetrics } from './decode-metrics.ts';
import { ranges } from './decode-metrics.ts';
import { MetricsController } from './metrics-controller.ts';
import { freshnessOf, metricRow } from './row.ts';
import { styles } from './status-metrics.styles.ts';
import type { MetricsTelling } from './telling.ts';

/**
 * What is measured, for everyone to see: of each metric its newest value, how good that is, and how it was in the last
 * 24 hours, 7 or 30 days. Charts can be read by pointer, by finger and by keyboard, and stand as tables as well. Where
 * nothing was measured there is a gap; what is no longer new says how old it is. It can be rendered on the server.
 *
 * @slot title - A heading of your own in the place of "Metrics".
 *
 * @csspart metric - One metric: its line, and what opens below it.
 * @csspart value - The newest value of a metric, with its level or its age.
 *
 * @cssprop [--status-font] - The family of all text.
 * @cssprop [--status-radius=12px] - How round the card is.
 * @cssprop [--status-none] - Colour of what is good; `-bg` is the ground of its part of a chart.
 * @cssprop [--status-minor] - Colour of what is fair; `-bg` alike.
 * @cssprop [--status-critical] - Colour of what is poor; `-bg` alike.
 */
export class StatusMetrics extends LitElement {
  static override styles = styles;
  static override properties: PropertyDeclarations = {
    src: {},
    range: { reflect: true },
    metrics: {},
    locale: {},
    timeZone: { attribute: 'time-zone' },
    pollSeconds: { type: Number, attribute: 'poll-seconds' },
    document: { attribute: false },
    strings: { attribute: false },
  };

  /** Addresses of the page, separated by blanks, in order of trust. */
  declare src: string;
  /** The span of time that is shown: `day`, `week` or `month`. Readers can choose another one. */
  declare range: MetricRange;
  /** Ids of metrics, separated by blanks, to show these alone and in this order. */
  declare metrics: string;
  /** The language, when it is not that of the page around. */
  declare locale: string;
  /** The zone to tell times in, when it is not the reader's. */
  declare timeZone: string;
  /** How often to ask for new values, in seconds. */
  declare pollSeconds: number;
  /** What is known of a span of time; a snapshot may be given. */
  declare document: MetricsDocument | null;
  /** Words to say differently. */
  declare strings: Partial<MetricsStrings> | null;

  readonly #source = new MetricsController(this, () => ({
    src: this.src,
    range: this.#range,
    pollMs: Math.max(1, this.pollSeconds || 60) * 1_000,
  }));
  /** True while the server's drawing is taken over: both say the same. */
  #isTakenOver = false;
  /** What was shown last: it stays while another span is fetched. */
  #shown: MetricsDocument | null = null;
  #stale = false;
  /** The metric whose chart is being read, and the moment on it that is looked at. */
  #lookedAt: { id: string; at: number } | undefined;
  readonly #openTables = new Set<string>();

  constructor() {
    super();
    this.src = '';
    this.range = 'day';
    this.metrics = '';
    this.locale = '';
    this.timeZone = '';
    this.pollSeconds = 60;
    this.document = null;
    this.strings = null;
  }

  /** What is shown, as it was received; null until something is. */
  get data(): MetricsDocument | null {
    return this.#shown;
  }

  /** Whether a value that is shown is older than it should be. */
  get stale(): boolean {
    return this.#stale;
  }

  /** Asks the sources now. */
  async refresh(): Promise<void> {
    await this.#source.refresh();
    await this.updateComplete;
  }

  override connectedCallback(): void {
    // A server's drawing stands in a shadow root that is there before the element is.
    if (!this.hasUpdated) this.#isTakenOver = this.shadowRoot !== null;
    super.connectedCallback();
  }

  /** Words that are not here yet come before anything is drawn in them. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const words = metricsWords(this.#locale);
    return words instanceof Promise ? words.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('document') && !isServer) this.#source.offer(this.document);
    const given = this.#isOf(this.document) ? this.document : null;
    const known = this.#isServed ? null : (this.#source.value as MetricsDocument | undefined);
    this.#shown = known ?? given ?? this.#shown;
    const seen = this.#source.read(this.#shown);
    const telling = this.#telling(seen);
    this.#stale = this.#chosen(seen).some((metric) => freshnessOf(metric, telling) !== 'fresh');
  }

  protected override update(changed: PropertyValues<this>): void {
    const isFirst = !this.hasUpdated;
    try {
      super.update(changed);
    } catch (error) {
      if (!isFirst || !this.#isTakenOver) throw error;
      // The server's markup is not what this version would have drawn: draw it anew, under the styles that came along.
      for (const node of [...this.renderRoot.childNodes]) if (!(node instanceof HTMLStyleElement)) node.remove();
      super.update(changed);
    }
  }

  protected override updated(): void {
    // What a reader has chosen counts until somebody else sets it: the attribute alone would not move it any more.
    for (const radio of this.renderRoot.querySelectorAll<HTMLInputElement>('[name=range]')) {
      radio.checked = radio.value === this.#range;
    }
    if (!this.#isTakenOver) return;
    // From here on the reader's own clock, zone and habits count, and what was opened meanwhile is open.
    this.#isTakenOver = false;
    for (const table of this.renderRoot.querySelectorAll<HTMLElement>('.table[open]')) {
      this.#openTables.add(table.closest<HTMLElement>('[data-metric-id]')?.dataset.metricId ?? '');
    }
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const seen = this.#source.read(this.#shown);
    const telling = this.#telling(seen);
    const { strings } = telling;
    const metrics = this.#chosen(seen);
    return html`<section lang=${strings.language} dir=${strings.direction} aria-label=${strings.title}>
      <div class="top">
        <slot name="title"><h2>${strings.title}</h2></slot>
        ${this.src && metrics.length > 0 ? this.#ranges(strings) : nothing}
      </div>
      <p class="note" role="status">${this.#source.isFailing && this.#isWaiting ? strings.failed : nothing}</p>
      ${
        metrics.length > 0
          ? html`<div class="card ${this.#isWaiting ? 'waiting' : ''}">
                ${metrics.map((metric) => this.#row(metric, metrics.length === 1, telling))}
              </div>
              <p class="measured">${this.#measured(metrics, telling)}</p>`
          : this.#nothing(seen, strings)
      }
    </section>`;
  }

  #row(metric: SeenMetric, isOpen: boolean, telling: MetricsTelling): TemplateResult {
    const { id, series } = metric;
    const at = this.#lookedAt?.id === id ? this.#lookedAt.at : undefined;
    const isTableOpen = this.#openTables.has(id);
    return metricRow(metric, telling, {
      isOpen,
      hasChart: isOpen || !this.#isServed,
      table: isTableOpen ? 'all' : this.#isServed ? 'hours' : 'none',
      onTable: (isOpened) => {
        if (isOpened === isTableOpen) return;
        if (isOpened) this.#openTables.add(id);
        else this.#openTables.delete(id);
        this.requestUpdate();
      },
      cursor: {
        index: at === undefined ? undefined : Math.floor((at - series.beginsAt) / series.stepMs),
        go: (index) => {
          this.#lookedAt = index === undefined ? undefined : { id, at: series.beginsAt + index * series.stepMs };
          this.requestUpdate();
        },
      },
    });
  }

  #ranges(strings: MetricsStrings): TemplateResult {
    return html`<fieldset @change=${this.#choose}>
      <legend class="visually-hidden">${strings.ranges}</legend>
      ${ranges.map(
        (range) =>
          html`<label
            ><input type="radio" name="range" value=${range} ?checked=${range === this.#range} autocomplete="off" /><span
              >${strings.range[range]}</span
            ></label
          >`,
      )}
    </fieldset>`;
  }

  readonly #choose = (event: Event): void => {
    this.range = (event.target as HTMLInputElement).value as MetricRange;
  };

  /** When the newest of all values was measured. */
  #measured(metrics: SeenMetric[], { reader, strings }: MetricsTelling): string {
    const newest = Math.max(...metrics.map(({ asOf }) => asOf ?? -Infinity));
    return newest > -Infinity ? strings.measured(sayTime(newest, reader)) : '';
  }

  #nothing(seen: SeenMetrics | null, strings: MetricsStrings): TemplateResult {
    if (seen || !this.src) return html`<p class="empty">${strings.empty}</p>`;
    // The note says what is wrong.
    if (this.#source.isFailing) return html``;
    return html`<div class="shape" aria-busy="true" aria-label=${strings.loading} role="img"><i></i><i></i><i></i></div>`;
  }

  /** The metrics that are shown, in their order. */
  #chosen(seen: SeenMetrics | null): SeenMetric[] {
    const all = seen?.metrics ?? [];
    const ids = this.metrics.split(/\s+/).filter(Boolean);
    return ids.length > 0 ? ids.flatMap((id) => all.find((metric) => metric.id === id) ?? []) : all;
  }

  /** True while what is shown is not of the span that is wanted, or nothing is. */
  get #isWaiting(): boolean {
    return this.src !== '' && !this.#isOf(this.#shown);
  }

  #isOf(document: MetricsDocument | null): boolean {
    return this.#source.read(document)?.range === this.#range;
  }

  /** True for the drawing on the server and for the one in the browser that takes it over. */
  get #isServed(): boolean {
    return isServer || this.#isTakenOver;
  }

  get #range(): MetricRange {
    return ranges.find((range) => range === this.range) ?? 'day';
  }

  get #locale(): string {
    return canonicalLocale(this.locale, isServer ? '' : languageAround(this));
  }

  #telling(seen: SeenMetrics | null): MetricsTelling {
    const isServed = this.#isServed;
    const locale = this.#locale;
    const words = metricsWords(locale);
    const generatedAt = seen?.generatedAt ?? 0;
    return {
      reader: {
        locale: timeLocale(locale, isServed ? [] : navigator.languages),
        timeZone: this.timeZone || (isServed ? (seen?.timeZone ?? 'UTC') : ownTimeZone()),
        // Before the source has said what its clock shows, one that is behind is as late as what was generated.
        now: isServed ? generatedAt : Math.max(this.#source.now, generatedAt),
        isNow: !isServed,
      },
      strings: { ...(words instanceof Promise ? metricsEn : words), ...this.strings },
      range: seen?.range ?? this.#range,
    };
  }
}
