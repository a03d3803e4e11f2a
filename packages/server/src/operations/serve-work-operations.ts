import { version } from '../version.ts';
import type { AlertFigures } from './alerts.ts';
import type { PollingFigures } from './polling.ts';
import { isLate, type QueueFigures } from './queue.ts';
import { type Operations, serveOperations } from './serve-operations.ts';

/** The operations port of a process that has no readers: it is ready while subscribers are told in time. */
export async function serveWorkOperations({
  port,
  figures,
  polling,
  alerts,
  ending,
}: {
  port: number;
  figures: () => Promise<QueueFigures>;
  polling?: (() => PollingFigures) | undefined;
  alerts?: (() => Promise<AlertFigures>) | undefined;
  ending: AbortSignal;
}): Promise<Operations> {
  return serveOperations({
    port,
    queue: figures,
    polling,
    alerts,
    health: async () => ({
      version,
      // Without an answer of the database nobody can be told anything.
      readable: await figures().then(
        (queue) => !isLate(queue),
        () => false,
      ),
      stopping: ending.aborted,
      seq: undefined,
      verified_age_seconds: undefined,
      streams: 0,
      postgres_pid: null,
    }),
  });
}
