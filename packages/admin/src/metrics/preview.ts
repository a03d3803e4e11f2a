import { metricLevel } from '@allswell/protocol';
import type { MetricTrialResult, SeriesOfPoints } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Panel } from '../status-admin/panel.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayAgo } from '../time/format.ts';
import { chart } from './chart.ts';
import { numberOf, thresholdsOf } from './metric-form.ts';
import type { MetricForm } from './metric-form.ts';
import { sayValue, toneOfLevel } from './say-value.ts';

/** What is known of its values: from a try, or from the points that are kept. */
export interface Sample {
  value: number | null;
  asOf: string | null;
  series: SeriesOfPoints | null;
}

export const sampleOf = ({ value, as_of, series }: MetricTrialResult): Sample => ({ value, asOf: as_of, series });

/** The figure as readers will see it, while it is being written: its words, its colour and its last hours. */
export function metricPreview(
  panel: Panel,
  { form, sample, words }: { form: MetricForm; sample: Sample | null; words: LaterStrings['metrics'] },
): TemplateResult {
  const { strings, locale } = panel;
  const shape = { decimal_places: Math.min(6, Math.max(0, numberOf(form.decimals) ?? 0)), suffix: form.suffix.trim() };
  const thresholds = thresholdsOf(form);
  const value = sample?.value ?? null;
  const level = metricLevel(value, thresholds);
  const say = (one: number) => sayValue(one, shape, locale);
  const values = (sample?.series?.values ?? []).filter((one) => one !== null);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  return html`<div class="reader tone-${toneOfLevel(level)}" data-level=${level ?? nothing}>
      <p class="title" dir="auto">${form.name.trim() || words.namePlaceholder}</p>
      ${form.description.trim() ? html`<p class="soft small words" dir="auto">${form.description.trim()}</p>` : nothing}
      <p class="now">
        ${value === null ? html`<span class="soft">${words.noData}</span>` : html`<b dir="auto">${say(value)}</b>`}
        ${level ? html`<span class="level">${statusIcon(toneOfLevel(level), 16)}${words.levels[level]}</span>` : nothing}
      </p>
      ${
        sample?.series && values.length > 0
          ? html`${chart({
              series: sample.series,
              thresholds,
              min: numberOf(form.axisMin),
              max: numberOf(form.axisMax),
              label: words.chart(say(lowest), say(highest)),
            })}
              <p class="scale">
                <span>${words.lowest(say(lowest))}</span><span>${words.highest(say(highest))}</span>
                ${sample.asOf ? html`<span>${words.asOf(sayAgo(sample.asOf, locale) ?? strings.time.justNow)}</span>` : nothing}
              </p>`
          : nothing
      }
    </div>
    ${thresholds ? levels(thresholds, say, words) : nothing}`;
}

/** Which word stands beside which values. */
function levels(
  { yellow, red, worse }: NonNullable<ReturnType<typeof thresholdsOf>>,
  say: (value: number) => string,
  words: LaterStrings['metrics'],
): TemplateResult {
  const isAbove = worse === 'above';
  const rows = [
    ['green', isAbove ? words.below(say(yellow)) : words.above(say(yellow))],
    ['yellow', isAbove ? words.from(say(yellow)) : words.downFrom(say(yellow))],
    ['red', isAbove ? words.from(say(red)) : words.downFrom(say(red))],
  ] as const;
  return html`<ul class="levels" aria-label=${words.levelsLabel}>
    ${rows.map(
      ([level, range]) => html`<li class="tone-${toneOfLevel(level)}">
        ${statusIcon(toneOfLevel(level), 15)}<b>${words.levels[level]}</b><span class="soft">${range}</span>
      </li>`,
    )}
  </ul>`;
}
