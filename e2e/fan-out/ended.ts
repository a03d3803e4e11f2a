import { seedSubscribers } from '../../packages/server/src/testing/seed-subscribers.ts';
import { type Account, isAllTold, openNews, publicUrl, reckon, startInboxes, waitUntil } from './news.ts';
import { startCrashablePostgres } from './postgres.ts';
import { startWorker } from './worker.ts';

/** What became of a fan-out whose sender was asked to end in the middle of it. */
export interface Ended extends Account {
  code: number | null;
  /** How long it took to end. */
  ms: number;
  /** How many were told by then. */
  atEnd: number;
  /** How much was still marked as being sent by then: another one has to wait for that. */
  leftUnderWay: number;
}

/** Asks the only sender to end when a third is told, and starts another one. */
export async function endInTheMiddle(subscribers: number): Promise<Ended> {
  await using postgres = await startCrashablePostgres();
  const { sql } = postgres;
  await seedSubscribers(sql, subscribers);
  const inboxes = await startInboxes();
  const env = { DATABASE_URL: postgres.url, ALLSWELL_SMTP_URL: inboxes.sink.url, ALLSWELL_PUBLIC_URL: publicUrl };
  try {
    await using one = startWorker(env);
    await openNews(sql);
    await waitUntil('a third of the mail', () => inboxes.sink.taken >= subscribers / 3, 120_000);
    const { code, ms } = await one.end();
    const atEnd = inboxes.sink.taken;
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from deliveries where state = 'sending'`;
    await using next = startWorker(env, one.dataDir);
    await waitUntil(`process ${next.pid} to tell the rest`, () => isAllTold(sql), 300_000);
    const addresses = Array.from({ length: subscribers }, (_, index) => `reader${index + 1}@readers.example`);
    return { ...reckon(inboxes, addresses, 1), code, ms, atEnd, leftUnderWay: row?.count ?? 0 };
  } finally {
    await inboxes.sink.stop();
  }
}
