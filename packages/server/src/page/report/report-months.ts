import { monthOf, shiftMonth } from '../../time/month.ts';
import type { Snapshot } from '../snapshot.ts';

const most = 1_200;
const kept = new WeakMap<Snapshot, string[]>();

/** Every month of which there is a report, newest first: from the first in which there was something to say, to this one. */
export function reportMonths(snapshot: Snapshot): string[] {
  const known = kept.get(snapshot) ?? findMonths(snapshot);
  kept.set(snapshot, known);
  return known;
}

function findMonths({ months, uptime, settings, state }: Snapshot): string[] {
  const now = state.changed_at.getTime();
  const beginnings = uptime.known.rows.components.map(({ since }) => since).filter((since) => since <= now);
  const newest = monthOf(state.changed_at, settings.time_zone);
  const oldest = [
    newest,
    months.at(-1) ?? newest,
    ...beginnings.map((since) => monthOf(new Date(since), settings.time_zone)),
  ]
    .sort()
    .find((month) => month <= newest);
  const found: string[] = [];
  for (let name = newest; name >= (oldest ?? newest) && found.length < most; name = shiftMonth(name, -1))
    found.push(name);
  return found;
}
