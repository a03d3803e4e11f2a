import type { Tx } from '../db/connect.ts';
import { invalidRequest } from '../http/validate.ts';
import { readSettings } from '../settings/read-settings.ts';
import { beginningOfDate } from '../time/day.ts';
import { stamp } from '../time/stamp.ts';
import { findFirstTrouble } from './store.ts';

/** Refuses a start date that would hide an outage of which something is known. */
export async function requireNothingBefore(
  tx: Tx,
  component_id: string,
  start_date: string | null | undefined,
): Promise<void> {
  if (!start_date) return;
  const first = await findFirstTrouble(tx, component_id);
  const { time_zone } = await readSettings(tx);
  if (!first || first.starts_at >= beginningOfDate(start_date, time_zone)) return;
  const day = stamp(first.starts_at, time_zone).slice(0, 10);
  const what = first.name === null ? 'It was not operational' : `“${first.name}” affected it`;
  const detail = `${what} on ${day}. Send that day or an earlier one, or null to count from what is known first.`;
  throw invalidRequest([{ pointer: '#/start_date', detail }]);
}
