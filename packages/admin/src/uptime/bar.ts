import type { UptimeLevel } from '@allswell/protocol';
import { css, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';

/** How high a day stands, of 32: what was worse stands higher, so that colour is not all there is. */
const heights: Record<UptimeLevel, number> = { '-': 20, '0': 20, m: 23, '1': 25, '2': 28, '3': 32 };
const height = 32;

export const barStyles = css`
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 2rem;
    overflow: visible;
  }
  :host(:dir(rtl)) .bar {
    transform: scaleX(-1);
  }
  .bar path {
    fill: var(--bar);
  }
  .bar .here {
    fill: none;
    stroke: var(--ink);
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
  }
  .bar .level-- {
    --bar: var(--line);
  }
  /* Most days are quiet, in looks too. */
  .bar .level-0 {
    --bar: color-mix(in oklab, var(--none) 52%, var(--card));
  }
  .bar .level-m {
    --bar: var(--maintenance);
  }
  .bar .level-1 {
    --bar: var(--minor);
  }
  .bar .level-2 {
    --bar: var(--major);
  }
  .bar .level-3 {
    --bar: var(--critical);
  }
  @media (forced-colors: active) {
    .bar {
      forced-color-adjust: none;
      --line: GrayText;
      --none: CanvasText;
      --maintenance: LinkText;
      --minor: CanvasText;
      --major: Mark;
      --critical: Highlight;
    }
  }
`;

/**
 * Days side by side, oldest first: one path for all that look alike, and a frame round the one that is open. It is a
 * picture; the words are the caller's.
 */
export function bar(levels: string, { label = null, at }: { label?: string | null; at?: number } = {}): TemplateResult {
  const paths = new Map<UptimeLevel, string>();
  const [width, gap] = levels.length > 120 ? [4, 0.6] : [4, 1];
  for (const [index, one] of [...levels].entries()) {
    const level: UptimeLevel = Object.hasOwn(heights, one) ? (one as UptimeLevel) : '-';
    const tall = heights[level];
    const drawn = `M${index * width} ${height - tall}h${width - gap}V${height}h${gap - width}z`;
    paths.set(level, (paths.get(level) ?? '') + drawn);
  }
  return html`<svg
    class="bar"
    viewBox="0 0 ${levels.length * width - gap} ${height}"
    preserveAspectRatio="none"
    role=${label === null ? nothing : 'img'}
    aria-label=${label ?? nothing}
    aria-hidden=${label === null ? 'true' : nothing}
  >
    ${[...paths].map(([level, drawn]) => svg`<path class="level-${level}" d=${drawn} />`)}
    ${
      at === undefined
        ? nothing
        : svg`<rect class="here" x=${at * width - 1} y="-3" width=${width - gap + 2} height=${height + 6} rx="1" />`
    }
  </svg>`;
}
