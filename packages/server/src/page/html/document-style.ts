import type { Looks } from './document.ts';

const colorSchemes = { auto: 'light dark', light: 'light', dark: 'dark' } as const;

/** The style of the document around the element: paper, ink, one column. */
export function documentStyle({ theme, accent_color }: Pick<Looks, 'theme' | 'accent_color'>): string {
  // Settings hold a colour as #rrggbb only; whatever else a row may say stays out of the style sheet.
  const accent =
    accent_color !== null && /^#[0-9a-f]{6}$/i.test(accent_color) ? `--status-accent:${accent_color};` : '';
  return `:root{color-scheme:${colorSchemes[theme]};${accent}--paper:light-dark(oklch(.985 .004 85),oklch(.19 .012 265));--ink:light-dark(oklch(.25 .015 265),oklch(.94 .006 85));--soft:light-dark(oklch(.47 .015 265),oklch(.73 .01 265))}${rules}`;
}

const rules = [
  '*{box-sizing:border-box}',
  'body{margin:0;padding:clamp(1.25rem,4vw,3rem) clamp(1rem,4vw,2rem);background:var(--paper);color:var(--ink);font:400 1rem/1.55 ui-sans-serif,system-ui,sans-serif;overflow-wrap:break-word}',
  'status-page>img{max-inline-size:12rem;object-fit:contain}',
  'main{max-inline-size:46rem;margin-inline:auto}',
  '.name{margin:0 0 2.5rem;font-weight:650;letter-spacing:-.01em}',
  'h1{margin:0 0 .4rem;font-size:clamp(1.6rem,1.3rem + 1.4vw,2.1rem);line-height:1.2;letter-spacing:-.02em;font-weight:650;text-wrap:balance}',
  'main>p{max-inline-size:65ch}',
  'a{color:inherit;text-underline-offset:.2em}',
  'a:focus-visible{outline:2px solid;outline-offset:3px;border-radius:4px}',
  // Paper is white, whatever the screen was.
  '@media print{:root{color-scheme:light}body{padding:0}}',
].join('');
