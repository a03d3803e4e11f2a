import type { Sql } from '../db/connect.ts';
import { monthOf, shiftMonth, findMonth } from '../time/month.ts';
import { readStories, type StoryRow } from '../wire/story-rows.ts';
import type { Range } from './range.ts';
import { look } from './steps.ts';

/** What began, ended or went on within a range, oldest first: a month is read at a time. */
export async function* storiesOf(sql: Sql, range: Range): AsyncGenerator<StoryRow[]> {
  const last = monthOf(new Date(range.endsAt.getTime() - 1), range.timeZone);
  let seenUntil = -Infinity;
  for (let name = monthOf(range.startsAt, range.timeZone); name <= last; name = shiftMonth(name, 1)) {
    const month = findMonth(name, range.timeZone);
    if (!month) return;
    const from = month.startsAt < range.startsAt ? range.startsAt : month.startsAt;
    const until = month.endsAt < range.endsAt ? month.endsAt : range.endsAt;
    const since = seenUntil;
    const rows = await look(sql, (tx) => readStories(tx, { from, until }));
    yield rows.filter(({ startsAt }) => startsAt >= since && startsAt < until.getTime()).reverse();
    seenUntil = until.getTime();
  }
}
