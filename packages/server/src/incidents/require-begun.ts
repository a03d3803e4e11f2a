import type { FieldError } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { invalidRequest } from '../http/validate.ts';
import { readSettings } from '../settings/read-settings.ts';
import { beginningOfDate } from '../time/day.ts';
import { findStartDates } from './told-store.ts';

/** A status that somebody wants to tell of a component, and from when on. */
interface Told {
  component_id: string;
  starts_at: Date;
}

/** Refuses to tell of a component what was before its start date: nobody would ever see it count. */
export async function requireBegun(tx: Tx, told: readonly Told[], pointer: string): Promise<void> {
  const dates = await findStartDates(
    tx,
    told.map((one) => one.component_id),
  );
  if (dates.length === 0) return;
  const { time_zone } = await readSettings(tx);
  const errors: FieldError[] = dates
    .filter(({ id, start_date }) => {
      const begin = beginningOfDate(start_date, time_zone);
      return told.some((one) => one.component_id === id && one.starts_at < begin);
    })
    .map(({ name, start_date }) => ({
      pointer,
      detail: `“${name}” begins on ${start_date}. Send a later time, or give it an earlier start date first.`,
    }));
  if (errors.length > 0) throw invalidRequest(errors);
}
