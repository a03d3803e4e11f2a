import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { allswell } from '../../packages/server/src/testing/command-line.ts';
import { seedSubscribers } from '../../packages/server/src/testing/seed-subscribers.ts';
import { isAllTold, openNews, publicUrl, startInboxes, waitUntil } from './news.ts';
import { startCrashablePostgres } from './postgres.ts';
import { startWorker } from './worker.ts';

/** What a copy of a database did in the middle of a fan-out. */
export interface Copied {
  /** How much waited in the copy when it was brought up. */
  waiting: number;
  /** Messages that the copy sent before anybody wanted that, in so many seconds. */
  tooEarly: number;
  seconds: number;
  /** Why it did not, as the operator is told. */
  because: string | null;
  /** Messages that the copy sent after it was let. */
  afterResume: number;
  /** Messages of the first one, which was never disturbed. */
  first: number;
}

/**
 * Takes a backup in the middle of a fan-out and restores it elsewhere, while the first one goes on. The copy has a mail
 * server of its own, so that whatever it sends is seen.
 */
export async function restoreElsewhere(subscribers: number, watchMs: number): Promise<Copied> {
  const folder = mkdtempSync(join(tmpdir(), 'allswell-copied-'));
  const file = join(folder, 'backup');
  const [inboxes, copies] = [await startInboxes(), await startInboxes()];
  try {
    await using first = await startCrashablePostgres();
    await using second = await startCrashablePostgres();
    await seedSubscribers(first.sql, subscribers);
    await using sender = startWorker(environment(first.url, inboxes.sink.url));
    await openNews(first.sql);
    await waitUntil('a tenth of the mail', () => inboxes.sink.taken >= subscribers / 10, 60_000);
    sender.freeze(); // it would be through before a small backup is written
    await run(['backup', file], { DATABASE_URL: first.url, ALLSWELL_DATA_DIR: folder });
    sender.thaw();
    await run(['restore', file], { DATABASE_URL: second.url, ALLSWELL_DATA_DIR: folder });

    await using copy = startWorker(environment(second.url, copies.sink.url));
    await waitUntil('the first to finish', () => isAllTold(first.sql), 300_000);
    await waitUntil('the copy to say that it holds', () => /notifications resume/.test(copy.output()), 60_000);
    await pause(watchMs);
    const tooEarly = copies.sink.taken;
    const [row] = await second.sql<{ waiting: number; held_because: string | null }[]>`
      select (select count(*)::int from deliveries where state in ('waiting', 'sending')) as waiting, held_because
      from sending
    `;
    await run(['notifications', 'resume'], { DATABASE_URL: second.url, ALLSWELL_DATA_DIR: folder });
    await waitUntil('the copy to finish', () => isAllTold(second.sql), 300_000);
    return {
      waiting: row?.waiting ?? 0,
      tooEarly,
      seconds: watchMs / 1_000,
      because: row?.held_because ?? null,
      afterResume: copies.sink.taken,
      first: inboxes.sink.taken,
    };
  } finally {
    await inboxes.sink.stop();
    await copies.sink.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function environment(databaseUrl: string, smtpUrl: string): Record<string, string> {
  return { DATABASE_URL: databaseUrl, ALLSWELL_SMTP_URL: smtpUrl, ALLSWELL_PUBLIC_URL: publicUrl };
}

async function run(words: string[], env: Record<string, string>): Promise<void> {
  const { code, output } = await allswell(words, env);
  if (code !== 0) throw new Error(`allswell ${words.join(' ')} ended with ${code}:\n${output}`);
}
