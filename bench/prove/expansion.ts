import { openNews } from '../../e2e/fan-out/news.ts';
import { startCrashablePostgres } from '../../e2e/fan-out/postgres.ts';
import type { Sql } from '../../packages/server/src/db/connect.ts';
import { expandDue } from '../../packages/server/src/notifications/expand.ts';
import { seedSubscribers } from '../../packages/server/src/testing/seed-subscribers.ts';
import type { Proof } from '../measure/figure.ts';
import { median, round } from '../measure/statistics.ts';

const subscribers = 100_000;
const runs = 5;

export const proof: Proof = {
  promise: 'To plan a hundred thousand deliveries takes hardly longer than to insert as many rows.',
  async measure() {
    await using postgres = await startCrashablePostgres();
    const { sql } = postgres;
    await seedSubscribers(sql, subscribers);
    await sql`analyze subscriptions`;
    await expand(sql); // warms both up
    await insertBare(sql);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      ours.push(await expand(sql));
      theirs.push(await insertBare(sql));
    }
    const perSecond = (ms: number) => Math.round(subscribers / (ms / 1_000));
    return [
      { name: 'deliveries planned', value: perSecond(median(ours)), unit: 'a second' },
      { name: 'bare INSERT … SELECT of the same rows', value: perSecond(median(theirs)), unit: 'a second' },
      { name: 'ours of the bare one', value: round(median(theirs) / median(ours)), unit: '', at_least: 0.8 },
    ];
  },
};

async function empty(sql: Sql): Promise<void> {
  await sql`truncate deliveries`;
  await sql`checkpoint`;
}

/** All that it takes: who wants it, who is suppressed, what it takes the place of. */
async function expand(sql: Sql): Promise<number> {
  await empty(sql);
  await openNews(sql);
  const from = performance.now();
  await expandDue(sql);
  const ms = performance.now() - from;
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from deliveries`;
  if (row?.count !== subscribers) throw new Error(`${row?.count} deliveries were planned.`);
  return ms;
}

/** The same rows into the same table with the same indexes, and nothing else. */
async function insertBare(sql: Sql): Promise<number> {
  await empty(sql);
  const from = performance.now();
  await sql`
    insert into deliveries (notice_id, subscription_id, channel, destination)
    select 'barebarebare', id, channel, destination from subscriptions
  `;
  return performance.now() - from;
}
