import type { ImportPage } from '../pages.ts';
import type { Ask } from './ask.ts';

/** A fetch that goes on where it was left: what is kept is not asked for again. */
export interface Fetching {
  ask: Ask;
  /** What was kept of this kind and number; undefined where nothing was. */
  kept(kind: string, number: number): ImportPage | undefined;
  all(): readonly ImportPage[];
  keep(kind: string, number: number, body: unknown): Promise<void>;
  /** How much is fetched, and of how much, where that is known. */
  progress(done: number, total: number | null): Promise<void>;
  /** After how many pages a list without an end is given up. */
  mostPages: number;
}

/** What is kept under this name, else what is asked for now. */
export async function once(
  { kept, keep }: Fetching,
  [kind, number]: [string, number],
  ask: () => Promise<unknown>,
): Promise<unknown> {
  const known = kept(kind, number);
  if (known) return known.body;
  const body = await ask();
  await keep(kind, number, body);
  return body;
}
