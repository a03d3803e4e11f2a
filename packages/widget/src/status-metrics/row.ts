import { metricFreshness } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { statusIcon } from '../templates/status-icon.ts';
import { sayTime } from '../time/say.ts';
import { caption, chart, type Cursor, levelTag } from './chart.ts';
import type { SeenMetric } from './decode-metrics.ts';
import { toneOfLevel } from './level.ts';
import { dotAt, pictureOf } from './picture.ts';
import { sayNumber, sayValue } from './say-value.ts';
import { coarse, tableOf } from './table.ts';
import type { MetricsTelling } from './telling.ts';

/** How one metric is shown. */
export interface RowOptions {
  cursor: Cursor;
  /** Whether it is opened from the beginning. */
  isOpen: boolean;
  /** Whether its chart is drawn: what nobody has opened yet weighs nothing in a page from the server. */
  hasChart: boolean;
  /** How much of its table there is: on the server the hours, in the browser everything once it was opened. */
  table: 'none' | 'hours' | 'all';
  /** Its table was opened or closed. */
  onTable: (isOpen: boolean) => void;
}

/** One metric: a line with its value, which opens to show how it was. */
export function metricRow(metric: SeenMetric, telling: MetricsTelling, options: RowOptions): TemplateResult {
  const { strings, range } = telling;
  const picture = pictureOf(metric);
  const freshness = freshnessOf(metric, telling);
  return html`<details class="row" part="metric" data-metric-id=${metric.id} ?open=${options.isOpen}>
    <summary>
      <span class="name">
        <b><bdi>${metric.name}</bdi></b>${metric.description ? html`<span class="about" dir="auto">${metric.description}</span>` : nothing}
      </span>
      ${
        picture
          ? html`<svg class="spark" aria-hidden="true" viewBox="0 0 ${picture.steps} 100" preserveAspectRatio="none">
              <path class="line" d=${picture.line}></path>
              <path class="dot ${freshness === 'fresh' && metric.level ? toneOfLevel[metric.level] : ''}" d=${dotAt(picture.newest, metric, picture)}></path>
            </svg>`
          : html`<span class="spark"></span>`
      }
      <span class="now ${freshness}" part="value">${now(metric, freshness, telling)}</span>
      <svg class="turn" viewBox="0 0 20 20" aria-hidden="true"><path d="m7 5 5 5-5 5"></path></svg>
    </summary>
    <div class="inside">
      ${
        picture
          ? html`${options.hasChart ? chart(metric, picture, options.cursor, telling) : nothing} ${bounds(metric, telling)} ${caption(metric, telling)}
              <details class="table" @toggle=${(event: Event) => options.onTable((event.target as HTMLDetailsElement).open)}>
                <summary>${strings.table}</summary>
                ${options.table === 'none' ? nothing : tableOf(metric, options.table === 'all' ? metric.series : coarse(metric.series), telling)}
              </details>`
          : html`<p class="empty">${strings.nothingIn(strings.range[range])}</p>`
      }
    </div>
  </details>`;
}

/** How much the newest value is worth. */
export function freshnessOf({ asOf, value, intervalSeconds }: SeenMetric, { reader }: MetricsTelling) {
  return metricFreshness(value === null ? null : asOf, reader.now, intervalSeconds);
}

function now(metric: SeenMetric, freshness: 'fresh' | 'stale' | 'gone', telling: MetricsTelling): TemplateResult {
  const { strings, reader } = telling;
  const { value, asOf, level, suffix } = metric;
  if (value === null || asOf === null || freshness === 'gone') {
    return html`<span class="status unknown">${statusIcon('unknown')}${strings.noData}</span>
      ${asOf === null ? nothing : html`<span class="as-of">${strings.since(sayTime(asOf, reader))}</span>`}`;
  }
  return html`<bdi class="value"><b>${sayNumber(value, metric.decimals, reader.locale)}</b>${suffix ? html`<span>\u00a0${suffix}</span>` : nothing}</bdi>
    ${
      freshness === 'stale'
        ? html`<span class="as-of">${strings.asOf(sayTime(asOf, reader))}</span>`
        : level
          ? levelTag(level, telling)
          : nothing
    }`;
}

/** How far the values went. */
function bounds(metric: SeenMetric, { strings, reader }: MetricsTelling): TemplateResult {
  const figure = (word: string, value: number | null) =>
    value === null
      ? nothing
      : html`<div>
          <dt>${word}</dt>
          <dd><bdi>${sayValue(value, metric, reader.locale)}</bdi></dd>
        </div>`;
  return html`<dl>
    ${figure(strings.lowest, metric.lowest)} ${figure(strings.mean, metric.mean)} ${figure(strings.highest, metric.highest)}
  </dl>`;
}
