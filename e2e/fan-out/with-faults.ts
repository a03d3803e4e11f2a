import { setTimeout as pause } from 'node:timers/promises';
import { seedSubscribers } from '../../packages/server/src/testing/seed-subscribers.ts';
import { type Account, isAllTold, openNews, postNews, publicUrl, reckon, startInboxes, waitUntil } from './news.ts';
import { startCrashablePostgres } from './postgres.ts';
import { startWorker } from './worker.ts';

export interface Faults {
  subscribers: number;
  kills: number;
  crashes: number;
  /** How long one worker is stopped in its tracks; 0: not at all. */
  frozenMs: number;
  withinMs: number;
}

export interface Suffered extends Account {
  seconds: number;
  kills: number;
  crashes: number;
}

/**
 * Tells many subscribers of three updates in a row, by two workers, while these are killed, one of them is frozen, and
 * Postgres crashes: all of it spread over the fan-out, by how much has arrived.
 */
export async function fanOutWithFaults(faults: Faults): Promise<Suffered> {
  const { subscribers } = faults;
  await using postgres = await startCrashablePostgres();
  const { sql } = postgres;
  await seedSubscribers(sql, subscribers);
  const inboxes = await startInboxes();
  const env = { DATABASE_URL: postgres.url, ALLSWELL_SMTP_URL: inboxes.sink.url, ALLSWELL_PUBLIC_URL: publicUrl };
  try {
    await using one = startWorker(env);
    await using other = startWorker(env);
    const from = performance.now();
    const incident = await openNews(sql);
    const arrived = async (share: number) =>
      waitUntil(
        `${share} of the mail`,
        async () => inboxes.sink.taken >= share * subscribers || (await isAllTold(sql)),
        faults.withinMs,
      );

    const kills = kill(faults, { workers: [one, other], arrived });
    const crashes = crash(faults, { postgres, arrived });
    const frozen = (async () => {
      if (faults.frozenMs === 0) return;
      await arrived(0.25);
      other.freeze();
      await pause(faults.frozenMs);
      other.thaw();
    })();
    await arrived(0.35);
    await retried(() => postNews(sql, incident.id, 2, 'identified'));
    await arrived(0.7);
    await retried(() => postNews(sql, incident.id, 3, 'resolved'));
    const done = await Promise.all([kills, crashes, frozen]);
    await waitUntil('the end of the fan-out', () => isAllTold(sql), faults.withinMs);
    const seconds = (performance.now() - from) / 1_000;
    const addresses = Array.from({ length: subscribers }, (_, index) => `reader${index + 1}@readers.example`);
    return { ...reckon(inboxes, addresses, 3), seconds, kills: done[0], crashes: done[1] };
  } finally {
    await inboxes.sink.stop();
  }
}

/** The database may have crashed just now. */
async function retried(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 50) throw error;
      await pause(200);
    }
  }
}

interface Going {
  arrived: (share: number) => Promise<void>;
}

/** One worker after the other, while the other goes on; the frozen one is not killed out of its sleep. */
async function kill(
  { kills, frozenMs }: Faults,
  { workers, arrived }: Going & { workers: readonly ReturnType<typeof startWorker>[] },
): Promise<number> {
  for (let round = 0; round < kills; round += 1) {
    await arrived(0.1 + (1.6 * round) / kills);
    await pause(Math.random() * 200);
    const mayBeFrozen = frozenMs > 0 && round < kills / 2;
    const worker = workers[mayBeFrozen ? 0 : round % workers.length];
    await worker?.killAndRestart();
  }
  return kills;
}

async function crash(
  { crashes }: Faults,
  { postgres, arrived }: Going & { postgres: Awaited<ReturnType<typeof startCrashablePostgres>> },
): Promise<number> {
  for (let round = 0; round < crashes; round += 1) {
    await arrived(0.3 + (0.9 * round) / Math.max(1, crashes));
    await postgres.crash();
  }
  return crashes;
}
