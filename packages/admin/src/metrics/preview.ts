import '@allswell/widget/status-metrics';
import { metricLevel } from '@allswell/protocol';
import type { MetricsDocument, MetricThresholds, MetricTrialResult, SeriesOfPoints } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Panel } from '../status-admin/panel.ts';
import { statusIcon } from '../templates/status-icon.ts';
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

/**
 * The figure as readers will see it while it is being written, drawn by the element that will draw it for them, and
 * which word will stand beside which values.
 */
export function metricPreview(
  panel: Panel,
  { form, sample, words }: { form: MetricForm; sample: Sample | null; words: LaterStrings['metrics'] },
): TemplateResult {
  const thresholds = thresholdsOf(form);
  const shape = { decimal_places: decimalsOf(form), suffix: form.suffix.trim() };
  const say = (value: number) => sayValue(value, shape, panel.locale);
  return html`${
    sample
      ? html`<status-metrics
            .document=${documentOf(panel, form, { sample, name: form.name.trim() || words.namePlaceholder })}
            .locale=${panel.data.settings?.default_language ?? panel.locale}
          >
            <span slot="title"></span>
          </status-metrics>`
      : html`<p class="reader"><bdi>${form.name.trim() || words.namePlaceholder}</bdi></p>`
  }
    ${thresholds ? levels(thresholds, say, words) : nothing}`;
}

function documentOf(
  { data }: Panel,
  form: MetricForm,
  { sample: { value, asOf, series }, name }: { sample: Sample; name: string },
): MetricsDocument {
  const thresholds = thresholdsOf(form);
  const now = new Date().toISOString();
  const values = (series?.values ?? []).filter((one) => one !== null);
  const of = (find: (...values: number[]) => number) => (values.length > 0 ? find(...values) : value);
  return {
    page: {
      id: data.settings?.id ?? '',
      name: data.settings?.name ?? '',
      url: data.summary?.page.url ?? '',
      time_zone: data.settings?.time_zone ?? 'UTC',
      updated_at: now,
    },
    range: 'day',
    generated_at: now,
    metrics: [
      {
        ...{ id: 'preview', name, thresholds, value, as_of: asOf },
        tooltip_description: form.description.trim() || null,
        suffix: form.suffix.trim(),
        decimal_places: decimalsOf(form),
        y_axis_min: numberOf(form.axisMin),
        y_axis_max: numberOf(form.axisMax),
        y_axis_hidden: form.axisHidden,
        interval_seconds: numberOf(form.interval) ?? 60,
        level: metricLevel(value, thresholds),
        series: series ?? { begins_at: now, step_seconds: 300, values: [value] },
        lowest: of(Math.min),
        highest: of(Math.max),
        mean: values.length > 0 ? values.reduce((sum, one) => sum + one / values.length, 0) : value,
      },
    ],
  };
}

const decimalsOf = ({ decimals }: MetricForm) => Math.min(6, Math.max(0, Math.trunc(numberOf(decimals) ?? 0)));

/** Which word stands beside which values. */
function levels(
  { yellow, red, worse }: MetricThresholds,
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
