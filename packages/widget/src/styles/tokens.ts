/** Lightness, chroma and hue of each state: its colour on light paper and on dark, its ground on light and on dark. */
const colours = {
  none: ['.52 .11 160', '.78 .13 160', '.965 .02 160', '.28 .035 160'],
  maintenance: ['.52 .13 275', '.78 .1 275', '.965 .018 275', '.29 .045 275'],
  minor: ['.53 .11 75', '.83 .13 85', '.97 .035 85', '.3 .04 80'],
  major: ['.54 .155 45', '.77 .14 50', '.965 .03 50', '.3 .05 45'],
  critical: ['.53 .19 25', '.74 .15 22', '.96 .025 20', '.29 .06 22'],
};

const tones = Object.entries(colours)
  .map(
    ([name, [light, dark, lightGround, darkGround]]) => `.${name} {
    --tone: var(--status-${name}, light-dark(oklch(${light}), oklch(${dark})));
    --tone-bg: var(--status-${name}-bg, light-dark(oklch(${lightGround}), oklch(${darkGround})));
    --tone-fg: var(--status-${name}-fg);
  }`,
  )
  .join('');

/**
 * Paper, ink and five colours with one meaning each. Every colour can be set from outside by a `--status-…` property;
 * light or dark follows the `color-scheme` of the page around, never the reader's system behind its back.
 */
export const tokenText = `
  :host {
    --card: light-dark(#fff, oklch(0.225 0.013 265));
    --ink: light-dark(oklch(0.25 0.015 265), oklch(0.94 0.006 85));
    --soft: light-dark(oklch(0.47 0.015 265), oklch(0.73 0.01 265));
    color: var(--ink);
    font: 400 1rem/1.55 var(--status-font, ui-sans-serif, system-ui, sans-serif);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
${tones}
  .unknown {
    --tone: var(--soft);
    --tone-bg: light-dark(oklch(0.96 0.003 265), oklch(0.27 0.01 265));
  }
  .icon {
    width: 1.15em;
    height: 1.15em;
    flex: none;
    color: var(--tone);
    fill: currentColor;
    stroke-width: 2;
  }
  .icon path + path {
    fill: none;
    stroke: var(--card);
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon.unknown path {
    fill: none;
    stroke: currentColor;
  }
  .icon.unknown path:first-child {
    stroke-dasharray: 3.4 2.25;
  }
`;
