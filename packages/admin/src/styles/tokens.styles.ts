import { css } from 'lit';

/** Paper, ink and five colours with one meaning each. Declared once, on the shell; the screens inherit them. */
export const tokens = css`
  :host {
    --paper: light-dark(oklch(0.985 0.004 85), oklch(0.19 0.012 265));
    --card: light-dark(#fff, oklch(0.225 0.013 265));
    --ink: light-dark(oklch(0.25 0.015 265), oklch(0.94 0.006 85));
    --soft: light-dark(oklch(0.47 0.015 265), oklch(0.73 0.01 265));
    --line: light-dark(oklch(0.9 0.006 85), oklch(0.32 0.012 265));
    --field: light-dark(oklch(0.62 0.01 265), oklch(0.55 0.012 265));
    --wash: light-dark(oklch(0.25 0.015 265 / 5%), oklch(0.94 0.006 85 / 7%));
    --main: light-dark(oklch(0.3 0.02 265), oklch(0.93 0.006 85));
    --ring: light-dark(oklch(0.5 0.17 265), oklch(0.78 0.12 265));
    --none: var(--status-none, light-dark(oklch(0.52 0.11 160), oklch(0.78 0.13 160)));
    --none-bg: var(--status-none-bg, light-dark(oklch(0.965 0.02 160), oklch(0.28 0.035 160)));
    --maintenance: var(--status-maintenance, light-dark(oklch(0.52 0.13 275), oklch(0.78 0.1 275)));
    --maintenance-bg: var(--status-maintenance-bg, light-dark(oklch(0.965 0.018 275), oklch(0.29 0.045 275)));
    --minor: var(--status-minor, light-dark(oklch(0.53 0.11 75), oklch(0.83 0.13 85)));
    --minor-bg: var(--status-minor-bg, light-dark(oklch(0.97 0.035 85), oklch(0.3 0.04 80)));
    --major: var(--status-major, light-dark(oklch(0.54 0.155 45), oklch(0.77 0.14 50)));
    --major-bg: var(--status-major-bg, light-dark(oklch(0.965 0.03 50), oklch(0.3 0.05 45)));
    --critical: var(--status-critical, light-dark(oklch(0.53 0.19 25), oklch(0.74 0.15 22)));
    --critical-bg: var(--status-critical-bg, light-dark(oklch(0.96 0.025 20), oklch(0.29 0.06 22)));
  }
`;
