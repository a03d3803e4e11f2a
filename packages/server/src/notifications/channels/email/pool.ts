import type { MailConnection } from './connection.ts';
import { MailFailure, stopped } from './failure.ts';

/** A few sessions with the mail server that everybody shares. */
export interface Pool {
  /**
   * Lends a connection for one message. A session that turns out to be over before anything was said is replaced by a
   * fresh one, once.
   */
  use<T>(work: (connection: MailConnection) => Promise<T>, signal: AbortSignal): Promise<T>;
  close(): Promise<void>;
}

export interface PoolOptions {
  size: number;
  open: () => Promise<MailConnection>;
  /** How long a connection is kept that nobody needs. */
  idleMs?: number;
}

interface Waiting {
  take: (connection: MailConnection | undefined) => void;
  signal: AbortSignal;
}

/** Keeps up to `size` connections, opened when they are needed. */
export function createPool({ size, open, idleMs = 10_000 }: PoolOptions): Pool {
  const idle: { connection: MailConnection; timer: NodeJS.Timeout }[] = [];
  const waiting: Waiting[] = [];
  const working = new Set<Promise<unknown>>();
  let lent = 0;
  let isClosed = false;

  /** Resolves to an idle connection, or to nothing when a new one may be opened. */
  async function acquire(signal: AbortSignal): Promise<MailConnection | undefined> {
    if (lent < size) {
      lent += 1;
      return takeIdle();
    }
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        signal,
        take(connection) {
          signal.removeEventListener('abort', giveUp);
          resolve(connection);
        },
      };
      const giveUp = () => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(stopped());
      };
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.push(entry);
    });
  }

  function takeIdle(): MailConnection | undefined {
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      clearTimeout(kept.timer);
      if (kept.connection.isOpen) return kept.connection;
    }
    return undefined;
  }

  function release(connection: MailConnection | undefined): void {
    const usable = connection?.isOpen ? connection : undefined;
    const next = waiting.shift();
    if (next) return next.take(usable ?? takeIdle());
    lent -= 1;
    if (!usable) return;
    if (isClosed) return usable.close();
    const kept = {
      connection: usable,
      timer: setTimeout(() => {
        idle.splice(idle.indexOf(kept), 1);
        usable.close();
      }, idleMs),
    };
    kept.timer.unref();
    idle.push(kept);
  }

  async function run<T>(work: (connection: MailConnection) => Promise<T>, signal: AbortSignal): Promise<T> {
    let connection = await acquire(signal);
    try {
      const isUsed = connection !== undefined;
      connection ??= await open();
      try {
        return await work(connection);
      } catch (error) {
        if (!isUsed || !isWornOut(error) || signal.aborted) throw error;
        connection.close();
        connection = undefined;
        connection = await open();
        return await work(connection);
      }
    } finally {
      release(connection);
    }
  }

  return {
    use(work, signal) {
      if (isClosed || signal.aborted) return Promise.reject(stopped());
      const done = run(work, signal);
      working.add(done);
      const forget = () => working.delete(done);
      done.then(forget, forget);
      return done;
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(working);
      for (const { connection, timer } of idle.splice(0)) {
        clearTimeout(timer);
        connection.close();
      }
    },
  };
}

/** The session was over before this message began: servers end those that were idle, or that had their share. */
function isWornOut(error: unknown): boolean {
  if (!(error instanceof MailFailure) || error.isInDoubt || error.isOurs) return false;
  return error.code === 421 || error.code === undefined;
}
