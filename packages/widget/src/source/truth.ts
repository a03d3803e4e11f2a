/**
 * How far what is known can be trusted: shown as it is, shown with its age, or not at all. Nothing is well that nobody
 * has confirmed.
 */
export type Truth = 'fresh' | 'stale' | 'unknown';

const freshMs = 90_000;
const believedMs = 15 * 60_000;

/** What knowledge of this age is worth, and when that changes by the clock alone. */
export function truthOf(provenAt: number, now: number): { truth: Truth; changesAt: number } {
  const age = now - provenAt;
  if (age < freshMs) return { truth: 'fresh', changesAt: provenAt + freshMs };
  if (age < believedMs) return { truth: 'stale', changesAt: provenAt + believedMs };
  return { truth: 'unknown', changesAt: Infinity };
}
