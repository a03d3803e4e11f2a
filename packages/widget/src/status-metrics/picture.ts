import type { SeenMetric } from './decode-metrics.ts';
import { draw, type Drawn } from './draw.ts';
import { heightOf, type Scale, scaleOf } from './scale.ts';

/** What is drawn of a metric. */
export interface Picture extends Drawn {
  scale: Scale;
  /** How many steps it is wide. */
  steps: number;
  /** The last step that has a value. */
  newest: number;
}

const pictures = new WeakMap<SeenMetric, Picture | null>();

/** The picture of a metric, made once; null where nothing was measured. */
export function pictureOf(metric: SeenMetric): Picture | null {
  let picture = pictures.get(metric);
  if (picture === undefined) pictures.set(metric, (picture = make(metric)));
  return picture;
}

function make(metric: SeenMetric): Picture | null {
  const { values } = metric.series;
  const scale = scaleOf(metric);
  const newest = values.findLastIndex((value) => value !== null);
  return scale && { ...draw(values, scale), scale, steps: values.length, newest };
}

/** A dot on the value of a step; nothing where there is none. */
export function dotAt(index: number, { series }: SeenMetric, { scale }: Picture): string {
  const value = series.values[index] ?? null;
  return value === null ? '' : `M${index + 0.5} ${heightOf(value, scale)}h0`;
}
