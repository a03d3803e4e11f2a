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
  'body{margin:0 auto;max-inline-size:50rem;padding:clamp(1.25rem,4vw,3rem) clamp(1rem,4vw,2rem);background:var(--paper);color:var(--ink);font:400 1rem/1.55 ui-sans-serif,system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}',
  'header{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.25rem;margin-block-end:2.5rem}',
  'header a{display:inline-flex;align-items:center;gap:.7rem;min-block-size:2rem;color:inherit;text-decoration:none;font-weight:650;letter-spacing:-.01em}',
  'header img{max-inline-size:12rem;object-fit:contain}',
  'nav{margin-inline-start:auto;font-size:.9rem}',
  'nav a,footer a{color:var(--soft);font-weight:400;letter-spacing:0}',
  'footer{display:flex;flex-wrap:wrap;gap:1rem;margin-block-start:2.5rem;color:var(--soft);font-size:.88rem}',
  'footer a,main a{text-underline-offset:.2em}',
  'a:focus-visible{outline:2px solid;outline-offset:3px;border-radius:4px}',
  'main>h1{margin:0 0 .4rem;font-size:clamp(1.6rem,1.3rem + 1.4vw,2.1rem);line-height:1.2;letter-spacing:-.02em;font-weight:650;text-wrap:balance}',
  'main>p{margin:0 0 1rem;max-inline-size:65ch}',
  'main>[data-stale]{padding:.8rem 1rem;border:1px solid;border-radius:12px}',
  'main a{color:inherit}',
].join('');
