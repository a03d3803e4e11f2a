import { setImmediate as breathe } from 'node:timers/promises';
import { withDatabaseBudget } from '../db/budget.ts';
import type { Sql, Tx } from '../db/connect.ts';
import { readUptimeRows, type UptimeRows } from '../wire/uptime-rows.ts';
import type { Range } from './range.ts';
import type { Subject } from './read-subjects.ts';

/** So many components are read at once: a time of years may hold much. */
const atOnce = 10;

/** Reads as of one moment. Long answers are read in several steps, each of which may take the time of a request. */
export function look<T>(sql: Sql, read: (tx: Tx) => Promise<T>): Promise<T> {
  return withDatabaseBudget(() => sql.begin('isolation level repeatable read read only', read) as Promise<T>);
}

/** Subjects in their order, a few at a time, with what each of them is reckoned from. */
export async function* withRows(
  sql: Sql,
  subjects: readonly Subject[],
  range: Range,
): AsyncGenerator<{ subject: Subject; rows: UptimeRows }> {
  for (const batch of batches(subjects)) {
    const ids = [...new Set(batch.flatMap(({ leafIds }) => leafIds))];
    const window = { from: range.startsAt, until: range.endsAt, timeZone: range.timeZone, ids };
    const rows = await look(sql, (tx) => readUptimeRows(tx, window));
    for (const subject of batch) {
      yield { subject, rows };
      // Reckoning takes a while; who reads the page shall not wait for it.
      await breathe();
    }
  }
}

function* batches(subjects: readonly Subject[]): Generator<Subject[]> {
  let batch: Subject[] = [];
  let count = 0;
  for (const subject of subjects) {
    if (batch.length > 0 && count + subject.leafIds.length > atOnce) {
      yield batch;
      batch = [];
      count = 0;
    }
    batch.push(subject);
    count += subject.leafIds.length;
  }
  if (batch.length > 0) yield batch;
}
