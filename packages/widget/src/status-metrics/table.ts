import { metricLevel } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { levelTag } from './chart.ts';
import type { SeenMetric, SeenSeries } from './decode-metrics.ts';
import { sayValue } from './say-value.ts';
import { type MetricsTelling, sayPoint } from './telling.ts';

const hour = 3_600_000;

/** The same facts as the chart, newest first, in words and figures. Steps without a value that follow each other are one. */
export function tableOf(metric: SeenMetric, series: SeenSeries, telling: MetricsTelling): TemplateResult {
  const { strings } = telling;
  const hasLevels = metric.thresholds !== null;
  return html`<div class="scroll" role="region" tabindex="0" aria-label=${strings.chart(metric.name, strings.range[telling.range])}>
    <table>
      <thead>
        <tr>
          <th scope="col">${strings.time}</th>
          <th scope="col">${strings.value}</th>
          ${hasLevels ? html`<th scope="col">${strings.levels}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${spansOf(series).map((span) => row(span, metric, series, telling))}
      </tbody>
    </table>
  </div>`;
}

/** A step, or some without a value. */
interface Span {
  first: number;
  last: number;
  value: number | null;
}

function spansOf({ values }: SeenSeries): Span[] {
  const spans: Span[] = [];
  for (const [index, value] of values.entries()) {
    const before = spans.at(-1);
    if (value === null && before?.value === null) before.last = index;
    else spans.push({ first: index, last: index, value });
  }
  return spans.reverse();
}

function row(
  { first, last, value }: Span,
  metric: SeenMetric,
  series: SeenSeries,
  telling: MetricsTelling,
): TemplateResult {
  const { strings, reader } = telling;
  const at = (index: number) => sayPoint(series.beginsAt + index * series.stepMs, telling);
  const level = metricLevel(value, metric.thresholds);
  return html`<tr>
    <th scope="row">${first === last ? at(first) : `${at(first)} – ${at(last)}`}</th>
    <td><bdi>${value === null ? strings.noData : sayValue(value, metric, reader.locale)}</bdi></td>
    ${metric.thresholds ? html`<td>${level ? levelTag(level, telling) : nothing}</td>` : nothing}
  </tr>`;
}

/** The same series in steps of an hour at least: what a server sends to those who have no script. */
export function coarse({ beginsAt, stepMs, values }: SeenSeries): SeenSeries {
  const size = Math.max(1, Math.round(hour / stepMs));
  // From one full hour to the next, so that the first may hold less than the others.
  const lead = Math.round((beginsAt % hour) / stepMs) % size;
  const means: (number | null)[] = [];
  for (let from = -lead; from < values.length; from += size) {
    const known = values.slice(Math.max(0, from), from + size).filter((value) => value !== null);
    means.push(known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null);
  }
  return { beginsAt: beginsAt - lead * stepMs, stepMs: size * stepMs, values: means };
}
