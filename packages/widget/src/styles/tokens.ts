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
  .none {
    --tone: var(--status-none, light-dark(oklch(0.52 0.11 160), oklch(0.78 0.13 160)));
    --tone-bg: var(--status-none-bg, light-dark(oklch(0.965 0.02 160), oklch(0.28 0.035 160)));
    --tone-fg: var(--status-none-fg);
  }
  .maintenance {
    --tone: var(--status-maintenance, light-dark(oklch(0.52 0.13 275), oklch(0.78 0.1 275)));
    --tone-bg: var(--status-maintenance-bg, light-dark(oklch(0.965 0.018 275), oklch(0.29 0.045 275)));
    --tone-fg: var(--status-maintenance-fg);
  }
  .minor {
    --tone: var(--status-minor, light-dark(oklch(0.53 0.11 75), oklch(0.83 0.13 85)));
    --tone-bg: var(--status-minor-bg, light-dark(oklch(0.97 0.035 85), oklch(0.3 0.04 80)));
    --tone-fg: var(--status-minor-fg);
  }
  .major {
    --tone: var(--status-major, light-dark(oklch(0.54 0.155 45), oklch(0.77 0.14 50)));
    --tone-bg: var(--status-major-bg, light-dark(oklch(0.965 0.03 50), oklch(0.3 0.05 45)));
    --tone-fg: var(--status-major-fg);
  }
  .critical {
    --tone: var(--status-critical, light-dark(oklch(0.53 0.19 25), oklch(0.74 0.15 22)));
    --tone-bg: var(--status-critical-bg, light-dark(oklch(0.96 0.025 20), oklch(0.29 0.06 22)));
    --tone-fg: var(--status-critical-fg);
  }
  .unknown {
    --tone: var(--soft);
    --tone-bg: light-dark(oklch(0.96 0.003 265), oklch(0.27 0.01 265));
  }
  .icon {
    inline-size: 1.15em;
    block-size: 1.15em;
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
