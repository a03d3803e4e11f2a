import { setTimeout as pause } from 'node:timers/promises';
import { seedSubscribers } from '../../packages/server/src/testing/seed-subscribers.ts';
import { type Account, isAllTold, openNews, publicUrl, reckon, startInboxes, waitUntil } from './news.ts';
import { startCrashablePostgres } from './postgres.ts';
import { startWorker } from './worker.ts';

export interface Undisturbed extends Account {
  seconds: number;
  /** What was measured of the worker's process, at its most. */
  most: number;
}

/** Tells everyone of one update, by one worker that nobody disturbs; `measure` looks at its process now and then. */
export async function fanOut(subscribers: number, measure: (pid: number) => number): Promise<Undisturbed> {
  await using postgres = await startCrashablePostgres();
  const { sql } = postgres;
  await seedSubscribers(sql, subscribers);
  const inboxes = await startInboxes();
  try {
    await using worker = startWorker({
      DATABASE_URL: postgres.url,
      ALLSWELL_SMTP_URL: inboxes.sink.url,
      ALLSWELL_PUBLIC_URL: publicUrl,
    });
    const from = performance.now();
    await openNews(sql);
    let most = 0;
    const isDone = async () => {
      most = Math.max(most, measure(worker.pid));
      await pause(250);
      return isAllTold(sql);
    };
    await waitUntil('the end of the fan-out', isDone, 600_000);
    const seconds = (performance.now() - from) / 1_000;
    const addresses = Array.from({ length: subscribers }, (_, index) => `reader${index + 1}@readers.example`);
    return { ...reckon(inboxes, addresses, 1), seconds, most };
  } finally {
    await inboxes.sink.stop();
  }
}
