import type { Known } from './feed.ts';

const prefix = 'allswell:last:';
const againMs = 60_000;
const forgottenMs = 24 * 3_600_000;

/** What was known when a page was last open here; nothing where storage is closed or holds something else. */
export function recall(src: string): Known | undefined {
  try {
    const { value, provenAt } = JSON.parse(localStorage.getItem(prefix + src) ?? '') as Known;
    // An instant in the future would stay fresh for ever.
    if (Date.now() - provenAt < forgottenMs) return { value, provenAt: Math.min(provenAt, Date.now()) };
  } catch {
    // The elements work without it.
  }
  return undefined;
}

/** Keeps what is known for the next page; without storage nothing is kept. */
export function remember(src: string, known: Known): void {
  const { value, provenAt, keptAt = 0 } = known;
  if (provenAt - keptAt < againMs) return;
  known.keptAt = provenAt;
  try {
    localStorage.setItem(prefix + src, JSON.stringify({ value, provenAt }));
  } catch {
    // Full, or forbidden.
  }
}
