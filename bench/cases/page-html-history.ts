import type { Product } from '../../e2e/harness.ts';
import type { Bench, Comparison } from '../measure/figure.ts';
import { startWithPast } from '../measure/history.ts';
import { requestsPerCpuSecond } from '../measure/load.ts';
import { untilSettled } from '../measure/settled.ts';
import { median, round } from '../measure/statistics.ts';

const runs = 5;
const runMs = 3_000;
const headers = { 'Accept-Encoding': 'gzip, deflate, br' };

export const bench: Bench = {
  promise: 'A page with 5,000 incidents behind it costs what one with 10 costs.',
  ratio_at_least: 0.952, // 1 / 1.05
  measure: () => againstTen('/'),
};

/** Requests per second of processor time with five years of incidents, against a page with ten of them. */
async function againstTen(path: string): Promise<Comparison> {
  const short = await startWithPast(10);
  try {
    const long = await startWithPast(5_000);
    try {
      return await compare(long, short, path);
    } finally {
      await long.stop();
    }
  } finally {
    await short.stop();
  }
}

async function compare(long: Product, short: Product, path: string): Promise<Comparison> {
  const measure = async ({ pid, page }: Product) => {
    const url = new URL(path, page).href;
    await untilSettled(url, headers);
    return requestsPerCpuSecond(pid, url, { headers, expect: 200, ms: runMs });
  };
  for (const product of [long, short]) await measure(product);
  const ours: number[] = [];
  const yardstick: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await measure(long));
    yardstick.push(await measure(short));
  }
  return {
    ours: round(median(ours)),
    yardstick: round(median(yardstick)),
    ratio: round(median(ours) / median(yardstick)),
    runs,
    unit: 'requests per CPU-second',
  };
}
