import type { Config } from './config.ts';
import type { Database } from './db/open.ts';
import type { Log } from './log.ts';
import type { Sending } from './notifications/run.ts';
import type { Clock } from './worker.ts';

/** What happens by itself in a process. */
export interface Work {
  sending: Sending;
  clock: Pick<Clock, 'polling'>;
  stop(): Promise<void>;
}

/** Starts the clock, and telling subscribers. */
export async function startWork({
  database,
  config,
  publicUrl,
  log,
}: {
  database: Database;
  config: Config;
  publicUrl: string;
  log: Log;
}): Promise<Work> {
  const [{ startClock }, { startSending }, { channels }] = await Promise.all([
    import('./worker.ts'),
    import('./notifications/run.ts'),
    import('./notifications/channels/index.ts'),
  ]);
  const sending = startSending({ database, config, publicUrl, log, channels });
  // What the clock makes due now is news; what has been due since before the server slept may not be.
  const ready = database.ready.then(() => sending.decided);
  const clock = startClock({ ...database, ready }, config, log, publicUrl);
  return {
    sending,
    clock,
    async stop() {
      await Promise.all([clock.stop(), sending.stop()]);
    },
  };
}
