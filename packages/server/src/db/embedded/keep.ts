import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { type AttachOptions, attachEmbedded, type Embedded } from './attach.ts';
import { EmbeddedImpossibleError } from './binaries.ts';

const lookEveryMs = 200;
const shortestPauseMs = 250;
const longestPauseMs = 4_000;
/** One that ran this long was healthy: the next start need not wait. */
const healthyAfterMs = 30_000;

/** An embedded Postgres that is brought back whenever it dies. */
export interface KeptPostgres {
  /** Resolves when it runs for the first time; rejects only when it can never run here. */
  ready: Promise<void>;
  /** Undefined while it does not run. */
  pid(): number | undefined;
  /** Leaves it for good; without other users it ends. */
  close(): Promise<void>;
}

export interface KeepOptions extends AttachOptions {
  log: Log;
  /** Called at each beginning, with the process that runs it. */
  onStart?: (pid: number) => void;
}

/** Joins or starts the Postgres of a data folder and keeps it running until `close`. */
export function keepEmbedded(dataDir: string, { log, onStart, ...options }: KeepOptions): KeptPostgres {
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  const closing = new AbortController();
  let current: Embedded | undefined;

  async function keep(): Promise<void> {
    let pauseMs = 0;
    while (!closing.signal.aborted) {
      await sleep(pauseMs);
      if (closing.signal.aborted) return;
      try {
        current = await attachEmbedded(dataDir, options);
      } catch (error) {
        if (error instanceof EmbeddedImpossibleError) throw error;
        pauseMs = Math.min(longestPauseMs, Math.max(shortestPauseMs, pauseMs * 2));
        log.error({ err: error, retry_in_ms: pauseMs }, 'Postgres does not start');
        continue;
      }
      const startedAt = performance.now();
      onStart?.(current.pid);
      resolve();
      await ended(current);
      if (closing.signal.aborted) return;
      log.warn({ pid: current.pid }, 'Postgres has ended and is started again');
      // One that dies again and again is started more and more slowly, but always well within five seconds.
      pauseMs =
        performance.now() - startedAt > healthyAfterMs
          ? 0
          : Math.min(longestPauseMs, Math.max(shortestPauseMs, pauseMs * 2));
      await current.leave();
      current = undefined;
    }
  }

  async function ended(embedded: Embedded): Promise<void> {
    while (!closing.signal.aborted && embedded.alive()) {
      await sleep(lookEveryMs, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  const keeping = keep().catch(reject);
  ready.catch(() => {}); // told to whoever waits; a server may not be waiting yet
  return {
    ready,
    pid: () => (current?.alive() ? current.pid : undefined),
    async close() {
      closing.abort();
      await keeping;
      await current?.leave();
    },
  };
}
