import { setTimeout as pause } from 'node:timers/promises';

const answersWithinMs = 5_000;
const keptFailures = 20;

export interface ReadersReport {
  reads: number;
  failures: number;
  /** What the first failures were. */
  reasons: string[];
  longestMs: number;
}

/** Readers who ask for these addresses in turns, without end, until they are stopped. Whatever is not a 200 is a failure. */
export function startReaders(
  urls: readonly string[],
  { readers = 4, everyMs = 5 } = {},
): { stop(): Promise<ReadersReport> } {
  const report: ReadersReport = { reads: 0, failures: 0, reasons: [], longestMs: 0 };
  const abort = new AbortController();

  async function read(url: string): Promise<void> {
    const startedAt = performance.now();
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(answersWithinMs) });
      await answer.arrayBuffer();
      if (answer.status !== 200) fail(`${url} answered ${answer.status}`);
    } catch (error) {
      fail(`${url}: ${String(error)}`);
    }
    report.reads += 1;
    report.longestMs = Math.max(report.longestMs, Math.round(performance.now() - startedAt));
  }

  function fail(reason: string): void {
    report.failures += 1;
    if (report.reasons.length < keptFailures) report.reasons.push(reason);
  }

  async function go(first: number): Promise<void> {
    for (let turn = first; !abort.signal.aborted; turn += 1) {
      await read(urls[turn % urls.length] ?? '');
      await pause(everyMs);
    }
  }

  const all = Promise.all(Array.from({ length: readers }, (_, index) => go(index)));
  return {
    async stop() {
      abort.abort();
      await all;
      return report;
    },
  };
}
