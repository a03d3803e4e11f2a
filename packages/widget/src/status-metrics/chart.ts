import { metricLevel, type MetricLevel } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { statusIcon } from '../templates/status-icon.ts';
import { sayDuration } from '../time/say.ts';
import type { SeenMetric } from './decode-metrics.ts';
import { toneOfLevel } from './level.ts';
import { dotAt, type Picture } from './picture.ts';
import { sayTicks, sayValue } from './say-value.ts';
import { heightOf } from './scale.ts';
import { type MetricsTelling, sayPoint } from './telling.ts';
import { timeTicks } from './time-ticks.ts';

/** Where on a chart somebody is, and what to do when they go on. */
export interface Cursor {
  /** The step that is looked at; undefined while none is. */
  index: number | undefined;
  /** Goes to a step; undefined leaves the chart. */
  go: (index: number | undefined) => void;
}

/** How many steps a page is: an hour of a day, a day of a week or a month. */
const pageSteps = { day: 12, week: 24, month: 6 };
/** Below this height a band has no room for its word. */
const leastBand = 10;

/**
 * The values of a metric over time, to be read by eye, by pointer, by finger and by keyboard. Time runs from left to right
 * in every language, as it does in the charts of Arabic newspapers, exchanges and monitoring: figures and times are
 * written in that direction there too.
 */
export function chart(metric: SeenMetric, picture: Picture, cursor: Cursor, telling: MetricsTelling): TemplateResult {
  const { strings, range, reader } = telling;
  const { steps, line, area, scale, newest } = picture;
  const { index } = cursor;
  const isIn = index !== undefined && index >= 0 && index < steps;
  const shown = isIn ? index : newest;
  const said = metric.axis.isHidden ? [] : sayTicks(scale.ticks, reader.locale);
  // As wide as what is written there: style attributes are not allowed everywhere, classes are.
  const longest = Math.max(0, ...said.map(({ length }) => length));
  return html`<p class="readout" aria-hidden="true">${readout(metric, shown, telling)}</p>
    <div
      class="plot gutter-${Math.min(9, Math.ceil(longest / 2) * 2)}"
      dir="ltr"
      @pointerdown=${(event: PointerEvent) => point(event, steps, cursor)}
      @pointermove=${(event: PointerEvent) => point(event, steps, cursor)}
      @pointerleave=${(event: PointerEvent) => event.pointerType === 'mouse' && cursor.go(undefined)}
    >
      <input
        type="range"
        min="0"
        max=${steps - 1}
        step="1"
        autocomplete="off"
        .value=${`${shown}`}
        aria-label=${strings.chart(metric.name, strings.range[range])}
        aria-valuetext=${sayStep(metric, shown, telling)}
        @keydown=${(event: KeyboardEvent) => walk(event, shown, steps, cursor, telling)}
        @input=${(event: Event) => cursor.go(Number((event.target as HTMLInputElement).value))}
        @focus=${() => cursor.go(shown)}
        @blur=${() => cursor.go(undefined)}
      />
      <svg class="chart" aria-hidden="true">
        <svg viewBox="0 0 ${steps} 100" preserveAspectRatio="none">
          ${bands(metric, picture)}
          <path class="grid" d=${metric.axis.isHidden ? `M0 100H${steps}` : gridOf(picture)}></path>
          <path class="area" d=${area}></path>
          <path class="line" d=${line}></path>
        </svg>
        <svg class="marks" viewBox="0 0 ${steps} 100" preserveAspectRatio="none">
          <path class="cursor" d=${isIn ? `M${index + 0.5} 0V100` : ''}></path>
          <path class="dot" d=${dotAt(shown, metric, picture)}></path>
        </svg>
        ${valueLabels(picture, said)} ${bandLabels(metric, picture, telling)}
        ${timeTicks(metric.series, range, reader).map(({ place, said, isMinor }) =>
          label(isMinor ? 'moment spare' : 'moment', percent(place * 100), '100%', said),
        )}
      </svg>
    </div>`;
}

/** "14:05, 231 ms, Good": what a point says to those who hear it. */
export function sayStep(metric: SeenMetric, index: number, telling: MetricsTelling): string {
  const { strings, reader } = telling;
  const { series, thresholds } = metric;
  const value = series.values[index] ?? null;
  const level = metricLevel(value, thresholds);
  return [
    sayPoint(series.beginsAt + index * series.stepMs, telling),
    value === null ? strings.noData : sayValue(value, metric, reader.locale),
    ...(level ? [strings.level[level]] : []),
  ].join(strings.comma);
}

/** The word of a level with its shape, in its colour. */
export function levelTag(level: MetricLevel, { strings }: MetricsTelling): TemplateResult {
  const tone = toneOfLevel[level];
  return html`<span class="status ${tone}">${statusIcon(tone)}${strings.level[level]}</span>`;
}

function readout(metric: SeenMetric, index: number, telling: MetricsTelling): TemplateResult {
  const { series, thresholds } = metric;
  const value = series.values[index] ?? null;
  const level = metricLevel(value, thresholds);
  return html`<span>${sayPoint(series.beginsAt + index * series.stepMs, telling)}</span>
    <b><bdi>${value === null ? telling.strings.noData : sayValue(value, metric, telling.reader.locale)}</bdi></b>
    ${level ? levelTag(level, telling) : nothing}`;
}

/** What a point is, and from which values on the levels count. */
export function caption(
  { series, thresholds, ...metric }: SeenMetric,
  { strings, reader }: MetricsTelling,
): TemplateResult {
  const limit = (level: 'yellow' | 'red') =>
    thresholds &&
    html`<span>${strings.limit[thresholds.worse](strings.level[level], apart(sayValue(thresholds[level], metric, reader.locale)))}</span>`;
  return html`<p class="caption"><span>${strings.each(sayDuration(series.stepMs, reader))}</span> ${limit('yellow')} ${limit('red')}</p>`;
}

/** A word in another direction of writing turns nothing around it. */
const apart = (said: string) => `\u2068${said}\u2069`;

function point(event: PointerEvent, steps: number, cursor: Cursor): void {
  const box = (event.currentTarget as Element).querySelector('.chart')?.getBoundingClientRect();
  if (!box) return;
  const index = Math.floor(((event.clientX - box.left) / box.width) * steps);
  cursor.go(Math.min(steps - 1, Math.max(0, index)));
}

/** The keys of a slider, alike in every browser and whichever way the language around is written. */
function walk(event: KeyboardEvent, from: number, steps: number, cursor: Cursor, { range }: MetricsTelling): void {
  const ways: Record<string, number> = {
    ArrowRight: from + 1,
    ArrowUp: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from - 1,
    PageUp: from + pageSteps[range],
    PageDown: from - pageSteps[range],
    Home: 0,
    End: steps - 1,
  };
  const to = event.altKey || event.ctrlKey || event.metaKey ? undefined : ways[event.key];
  if (to === undefined) return;
  event.preventDefault();
  cursor.go(Math.min(steps - 1, Math.max(0, to)));
}

const percent = (hundredths: number) => `${Math.round(hundredths * 100) / 100}%`;

/** A word at a place of the chart. Each stands in a picture of its own: that is placed by attributes and never stretched. */
function label(kind: string, x: string, y: string, said: string): TemplateResult {
  return html`<svg class="at" x=${x} y=${y}><text class=${kind}>${said}</text></svg>`;
}

function gridOf({ scale, steps }: Picture): string {
  return scale.ticks.map((tick) => `M0 ${heightOf(tick, scale)}H${steps}`).join('');
}

function valueLabels({ scale }: Picture, said: string[]): TemplateResult[] {
  return said.map((words, index) => label('figure', '0', percent(heightOf(scale.ticks[index] ?? 0, scale)), words));
}

interface Band {
  level: 'yellow' | 'red';
  top: number;
  bottom: number;
}

/** Where the levels lie that are worth a look, in hundredths of the height from above. */
function bandsOf({ thresholds }: SeenMetric, { scale }: Picture): Band[] {
  if (!thresholds) return [];
  const at = (value: number) => Math.min(100, Math.max(0, heightOf(value, scale)));
  const [yellow, red] = [at(thresholds.yellow), at(thresholds.red)];
  const bands: Band[] =
    thresholds.worse === 'above'
      ? [
          { level: 'yellow', top: red, bottom: yellow },
          { level: 'red', top: 0, bottom: red },
        ]
      : [
          { level: 'yellow', top: yellow, bottom: red },
          { level: 'red', top: red, bottom: 100 },
        ];
  return bands.filter(({ top, bottom }) => bottom - top > 0.1);
}

function bands(metric: SeenMetric, picture: Picture): TemplateResult[] {
  const isAbove = metric.thresholds?.worse === 'above';
  return bandsOf(metric, picture).map(({ level, top, bottom }) => {
    const edge = isAbove ? bottom : top;
    return html`<svg class="band ${toneOfLevel[level]}">
      <path d="M0 ${top}H${picture.steps}V${bottom}H0z"></path>
      <path class="edge" d="M0 ${edge}H${picture.steps}"></path>
    </svg>`;
  });
}

function bandLabels(metric: SeenMetric, picture: Picture, { strings }: MetricsTelling): TemplateResult[] {
  const isAbove = metric.thresholds?.worse === 'above';
  return bandsOf(metric, picture)
    .filter(({ top, bottom }) => bottom - top >= leastBand)
    .map(({ level, top, bottom }) =>
      label(
        `level ${toneOfLevel[level]} ${isAbove ? 'over' : 'under'}`,
        '100%',
        percent(isAbove ? bottom : top),
        strings.level[level],
      ),
    );
}
