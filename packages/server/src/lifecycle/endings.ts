import type { Log } from '../log.ts';

/** What has been started, to be ended in reverse order. */
export interface Endings {
  push(end: () => unknown): void;
  readonly hasBegun: boolean;
  /** Ends everything, once. Each gets its turn even when one before it fails. */
  run(): Promise<void>;
}

export function createEndings(log: Log): Endings {
  const endings: (() => unknown)[] = [];
  let running: Promise<void> | undefined;

  async function endAll(): Promise<void> {
    for (const end of endings.reverse()) {
      try {
        await end();
      } catch (error) {
        log.error({ err: error }, 'an ending did not go well');
      }
    }
  }

  return {
    push: (end) => void endings.push(end),
    get hasBegun() {
      return running !== undefined;
    },
    run: () => (running ??= endAll()),
  };
}
