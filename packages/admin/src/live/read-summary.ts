import type { Summary } from '@allswell/protocol';

/** Reads the public summary as any reader gets it: without the admin's token. */
export async function readSummary(address: URL): Promise<Summary> {
  const response = await fetch(address, { cache: 'no-cache', credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`The page answered ${response.status}.`);
  return (await response.json()) as Summary;
}

/** The newer of two summaries: a lagging answer never takes news back. */
export function newerSummary(one: Summary | null, other: Summary): Summary {
  if (!one?.allswell || !other.allswell || one.allswell.epoch !== other.allswell.epoch) return other;
  return other.allswell.seq >= one.allswell.seq ? other : one;
}
