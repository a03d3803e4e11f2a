import type { Sql } from '../../db/connect.ts';
import type { Month } from '../../time/month.ts';
import { readStories, type StoryRow } from '../../wire/story-rows.ts';
import type { UptimeRows } from '../../wire/uptime-rows.ts';
import { type OlderRows, readState, snapshot } from '../read.ts';
import { readUptimeOfMonth } from '../uptime/read-uptime.ts';

/** A month that is older than what is at hand, and which bytes readers should have had at that moment. */
export interface ReportRows extends Pick<OlderRows, 'state'> {
  uptime: UptimeRows;
  stories: StoryRow[];
}

/** Reads what a month is reported from. */
export function readReport(sql: Sql, month: Month, timeZone: string): Promise<ReportRows> {
  return snapshot(sql, async (tx) => {
    const [state, uptime, stories] = await Promise.all([
      readState(tx),
      readUptimeOfMonth(tx, month, timeZone),
      readStories(tx, { from: month.startsAt, until: month.endsAt }),
    ]);
    return { state, uptime, stories };
  });
}
