import type { Comparison } from './figure.ts';
import { requestsPerCpuSecond } from './load.ts';
import { median, round } from './statistics.ts';
import { startYardstick } from './yardstick.ts';

const runs = 5;
const runMs = 3_000;
const warmUpMs = 2_000;

export interface Reading {
  pid: number;
  url: string;
  /** What both are asked with. */
  headers?: Record<string, string>;
  /** What ours is asked with besides; the yardstick is asked for the whole answer. */
  condition?: Record<string, string>;
  /** The status that ours must answer with. */
  expect: 200 | 304;
}

/** Requests per second of processor time, ours and the yardstick's in turns, medians of five. */
export async function againstYardstick({
  pid,
  url,
  headers = {},
  condition = {},
  expect,
}: Reading): Promise<Comparison> {
  const yardstick = await startYardstick(url, headers);
  try {
    const measureOurs = (ms: number) =>
      requestsPerCpuSecond(pid, url, { headers: { ...headers, ...condition }, expect, ms });
    const measureYardstick = (ms: number) =>
      requestsPerCpuSecond(yardstick.pid, yardstick.url, { headers, expect: 200, ms });
    await measureOurs(warmUpMs);
    await measureYardstick(warmUpMs);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      ours.push(await measureOurs(runMs));
      theirs.push(await measureYardstick(runMs));
    }
    const ratio = round(median(ours) / median(theirs));
    return {
      ours: round(median(ours)),
      yardstick: round(median(theirs)),
      ratio,
      runs,
      unit: 'requests per CPU-second',
    };
  } finally {
    await yardstick.stop();
  }
}
