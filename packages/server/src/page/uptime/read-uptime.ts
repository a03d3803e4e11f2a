import type { Tx } from '../../db/connect.ts';
import { startOfDay } from '../../time/day.ts';
import type { Month } from '../../time/month.ts';
import { readStories, type StoryRow } from '../../wire/story-rows.ts';
import { readUptimeRows, type UptimeRows } from '../../wire/uptime-rows.ts';

/** How many days the documents tell of, today included. */
export const uptimeDays = 365;
/** A change is counted first in its transaction; what it writes is dated a moment later. */
export const momentMs = 60_000;

/** What the documents about uptime are made of. */
export interface UptimePast extends UptimeRows {
  /** What went on in these days and what is planned, newest first. */
  stories: StoryRow[];
}

/** Reads the days that the documents tell of, and one more: whose clocks are ahead of the page's may ask for it. */
export async function readUptime(
  tx: Tx,
  { changed_at, timeZone }: { changed_at: Date; timeZone: string },
): Promise<UptimePast> {
  const from = startOfDay(changed_at, timeZone, -uptimeDays);
  const until = new Date(changed_at.getTime() + momentMs);
  const [rows, stories] = await Promise.all([
    readUptimeRows(tx, { from, until, timeZone }),
    readStories(tx, { from, until }),
  ]);
  return { ...rows, stories };
}

/** Reads what the uptime of a month is reckoned from, however long ago it was. */
export function readUptimeOfMonth(tx: Tx, { startsAt, endsAt }: Month, timeZone: string): Promise<UptimeRows> {
  return readUptimeRows(tx, { from: startsAt, until: endsAt, timeZone });
}
