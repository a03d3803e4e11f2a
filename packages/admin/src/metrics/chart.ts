import type { MetricThresholds, SeriesOfPoints } from '@allswell/protocol';
import { css, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';

export const chartStyles = css`
  .chart {
    display: block;
    inline-size: 100%;
    block-size: 8rem;
    direction: ltr;
    overflow: visible;
  }
  .chart .line {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linejoin: round;
    stroke-linecap: round;
    vector-effect: non-scaling-stroke;
  }
  .chart .limit {
    stroke-width: 1.2;
    stroke-dasharray: 4 4;
    vector-effect: non-scaling-stroke;
  }
  .chart .limit.yellow {
    stroke: var(--minor);
  }
  .chart .limit.red {
    stroke: var(--critical);
  }
  .chart .ground {
    stroke: var(--line);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }
  .scale {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    color: var(--soft);
    font-size: 0.8rem;
    font-variant-numeric: tabular-nums;
  }
`;

const width = 600;
const height = 120;

export interface ChartOf {
  series: SeriesOfPoints;
  thresholds: MetricThresholds | null;
  min: number | null;
  max: number | null;
  /** What it shows, for those who do not see it. */
  label: string;
}

/** The last hours as a line, with a gap where nothing was measured, and where yellow and red begin. */
export function chart({ series, thresholds, min, max, label }: ChartOf): TemplateResult | typeof nothing {
  const values = series.values.filter((one) => one !== null);
  if (values.length === 0) return nothing;
  const lowest = min ?? Math.min(...values, 0);
  const highest = max ?? Math.max(...values, ...(thresholds ? [thresholds.yellow] : []));
  const span = highest - lowest || 1;
  const y = (value: number) => height - Math.min(1, Math.max(0, (value - lowest) / span)) * (height - 8) - 2;
  const x = (index: number) => (series.values.length < 2 ? width / 2 : (index / (series.values.length - 1)) * width);
  const limits = thresholds
    ? (['yellow', 'red'] as const).filter((one) => within(thresholds[one], lowest, highest))
    : [];
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label=${label}>
    <path class="ground" d="M0 ${height - 1}H${width}" />
    ${limits.map((one) => svg`<path class="limit ${one}" d="M0 ${y(thresholds?.[one] ?? 0)}H${width}" />`)}
    <path class="line" d=${pathOf(series.values, x, y)} />
  </svg>`;
}

const within = (value: number, lowest: number, highest: number) => value >= lowest && value <= highest;

/** A value that stands alone is drawn as a dot: a line of no length with round ends. */
function pathOf(values: SeriesOfPoints['values'], x: (index: number) => number, y: (value: number) => number): string {
  let path = '';
  let wasThere = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      wasThere = false;
      continue;
    }
    const point = `${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    const isAlone = !wasThere && (values[index + 1] ?? null) === null;
    path += wasThere ? `L${point}` : isAlone ? `M${point}h.1` : `M${point}`;
    wasThere = true;
  }
  return path;
}
