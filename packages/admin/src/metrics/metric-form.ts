import type { FieldError, Metric, MetricOrigin, MetricSource, MetricThresholds, NewMetric } from '@allswell/protocol';
import type { LaterStrings } from '../i18n/later-en.ts';

/** What New Relic keeps of every application. */
export const figures = ['response_time', 'throughput', 'error_rate', 'apdex'] as const;
export type Figure = (typeof figures)[number];

/** A metric while it is being written: numbers are text, and what belongs to another source is kept meanwhile. */
export interface MetricForm {
  source: MetricSource;
  kind: 'golden' | 'nrql';
  entity: { guid: string; name: string } | null;
  figure: Figure;
  nrql: string;
  account: string;
  application: { id: number; name: string } | null;
  promql: string;
  name: string;
  description: string;
  suffix: string;
  decimals: string;
  hasThresholds: boolean;
  yellow: string;
  red: string;
  worse: MetricThresholds['worse'];
  factor: string;
  interval: string;
  display: boolean;
  axisMin: string;
  axisMax: string;
  axisHidden: boolean;
}

/** How a figure of New Relic is usually written, and from where on it is worth a look. */
const usual: Record<Figure, Pick<MetricForm, 'suffix' | 'decimals' | 'worse'>> = {
  response_time: { suffix: 'ms', decimals: '0', worse: 'above' },
  throughput: { suffix: 'rpm', decimals: '0', worse: 'below' },
  error_rate: { suffix: '%', decimals: '2', worse: 'above' },
  apdex: { suffix: '', decimals: '2', worse: 'below' },
};

export const usualOf = (figure: Figure) => usual[figure];

export function emptyMetric(source: MetricSource): MetricForm {
  return {
    source,
    kind: 'golden',
    entity: null,
    figure: 'response_time',
    nrql: '',
    account: '',
    application: null,
    promql: '',
    name: '',
    description: '',
    ...usual.response_time,
    ...(source === 'push' || source === 'prometheus' ? { suffix: '' } : {}),
    hasThresholds: false,
    yellow: '',
    red: '',
    factor: '1',
    interval: '60',
    display: true,
    axisMin: '',
    axisMax: '',
    axisHidden: false,
  };
}

export function formOf(metric: Metric): MetricForm {
  const { origin, thresholds } = metric;
  const empty = emptyMetric(origin.source);
  return {
    ...empty,
    ...originForm(origin, empty),
    name: metric.name,
    description: metric.tooltip_description ?? '',
    suffix: metric.suffix,
    decimals: String(metric.decimal_places),
    hasThresholds: thresholds !== null,
    yellow: textOf(thresholds?.yellow ?? null),
    red: textOf(thresholds?.red ?? null),
    worse: thresholds?.worse ?? 'above',
    factor: String(metric.factor),
    interval: String(metric.interval_seconds),
    display: metric.display,
    axisMin: textOf(metric.y_axis_min),
    axisMax: textOf(metric.y_axis_max),
    axisHidden: metric.y_axis_hidden,
  };
}

function originForm(origin: MetricOrigin, empty: MetricForm): Partial<MetricForm> {
  switch (origin.source) {
    case 'new_relic':
      return origin.query.kind === 'golden'
        ? {
            kind: 'golden',
            entity: { guid: origin.query.entity_guid, name: '' },
            figure: origin.query.figure,
          }
        : { kind: 'nrql', nrql: origin.query.nrql, account: textOf(origin.query.account_id ?? null) };
    case 'new_relic_rest':
      return { application: { id: origin.query.application_id, name: '' }, figure: origin.query.figure };
    case 'prometheus':
      return { promql: origin.query.promql };
    case 'push':
      return { source: empty.source };
  }
}

/** Where it is read; null while that is not chosen. */
export function originOf(form: MetricForm): MetricOrigin | null {
  switch (form.source) {
    case 'new_relic': {
      if (form.kind === 'golden') {
        if (!form.entity) return null;
        const { guid } = form.entity;
        return { source: 'new_relic', query: { kind: 'golden', entity_guid: guid, figure: form.figure } };
      }
      if (form.nrql.trim() === '') return null;
      const account_id = numberOf(form.account);
      return { source: 'new_relic', query: { kind: 'nrql', nrql: form.nrql.trim(), account_id } };
    }
    case 'new_relic_rest':
      if (!form.application) return null;
      return { source: 'new_relic_rest', query: { application_id: form.application.id, figure: form.figure } };
    case 'prometheus':
      return form.promql.trim() === '' ? null : { source: 'prometheus', query: { promql: form.promql.trim() } };
    case 'push':
      return { source: 'push', query: {} };
  }
}

/** The thresholds as far as they are numbers. */
export function thresholdsOf(form: MetricForm): MetricThresholds | null {
  const yellow = numberOf(form.yellow);
  const red = numberOf(form.red);
  return form.hasThresholds && yellow !== null && red !== null ? { yellow, red, worse: form.worse } : null;
}

export function contentOf(form: MetricForm, origin: MetricOrigin): NewMetric {
  return {
    origin,
    name: form.name.trim(),
    tooltip_description: form.description.trim() || null,
    suffix: form.suffix.trim(),
    decimal_places: numberOf(form.decimals) ?? 0,
    thresholds: thresholdsOf(form),
    factor: numberOf(form.factor) ?? 1,
    interval_seconds: numberOf(form.interval) ?? 60,
    display: form.display,
    y_axis_min: numberOf(form.axisMin),
    y_axis_max: numberOf(form.axisMax),
    y_axis_hidden: form.axisHidden,
  };
}

/** What can be said to be wrong before anything is sent. */
export function checksOf(
  form: MetricForm,
  words: LaterStrings['metrics'],
  required: string,
): { origin: FieldError[]; all: FieldError[] } {
  const origin: FieldError[] = originOf(form) ? [] : [{ pointer: '#/origin', detail: words.missing[form.source] }];
  const all = [...origin];
  const need = (pointer: string, isWrong: boolean, detail: string) => {
    if (isWrong) all.push({ pointer, detail });
  };
  const isNumber = (text: string) => numberOf(text) !== null;
  need('#/name', form.name.trim() === '', required);
  need('#/decimal_places', !/^[0-6]$/.test(form.decimals.trim()), words.decimalsBad);
  need('#/factor', !isNumber(form.factor) || Number(form.factor) === 0, words.factorBad);
  need('#/y_axis_min', form.axisMin.trim() !== '' && !isNumber(form.axisMin), words.numberBad);
  need('#/y_axis_max', form.axisMax.trim() !== '' && !isNumber(form.axisMax), words.numberBad);
  if (form.hasThresholds) {
    need('#/thresholds/yellow', !isNumber(form.yellow), words.numberBad);
    need('#/thresholds/red', !isNumber(form.red), words.numberBad);
    const both = thresholdsOf(form);
    const isTurned = both && (both.worse === 'above' ? both.red < both.yellow : both.red > both.yellow);
    need('#/thresholds/red', isTurned === true, words.thresholdsTurned);
  }
  return { origin, all };
}

/** A number as people type it, with a comma where theirs is one; null where it is none. */
export function numberOf(text: string): number | null {
  const plain = text.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2');
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? null : value;
}

const textOf = (value: number | null) => (value === null ? '' : String(value));
