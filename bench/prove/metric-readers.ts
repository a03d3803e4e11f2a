import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { MetricsDocument } from '@allswell/protocol';
import type { Metric } from '@allswell/protocol/schema';
import type { Product } from '../../e2e/harness.ts';
import type { Operator } from '../../e2e/operator.ts';
import type { Sql } from '../../packages/server/src/db/connect.ts';
import { type FakePrometheus, startFakePrometheus } from '../../packages/server/src/metrics/testing/fake-prometheus.ts';
import { ask } from '../measure/ask.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';
import { round } from '../measure/statistics.ts';
import { databaseOf } from '../measure/subscribing.ts';

const generator = fileURLToPath(new URL('../measure/paced-generator.ts', import.meta.url));
const metrics = 10;
const readers = 10_000;
const paths = ['/', '/api/v2/page.json', '/api/v2/metrics.json'];
const minuteMs = 60_000;
const connections = 64;
/** A call that is due this close to an end of the minute may come on its other side. */
const brinkMs = 2_000;

export const proof: Proof = {
  promise: 'Ten thousand readers of a page with ten metrics cause as many calls to where these are read as none do.',
  async measure() {
    const prometheus = await startFakePrometheus();
    for (let n = 0; n < metrics; n++)
      prometheus.series.set(`q${n}`, [(seconds) => String(100 + 50 * Math.sin(seconds / (1_000 + n)))]);
    try {
      return await withProduct(
        async (product, operator) => {
          const sql = databaseOf(product);
          try {
            return await compare(product, operator, { prometheus, sql });
          } finally {
            await sql.end();
          }
        },
        { env: { ALLSWELL_PROMETHEUS_URL: prometheus.url } },
      );
    } finally {
      await prometheus.stop();
    }
  },
};

interface Beside {
  prometheus: FakePrometheus;
  sql: Sql;
}

async function compare({ page }: Product, operator: Operator, beside: Beside): Promise<Figure[]> {
  for (let n = 0; n < metrics; n++) {
    const origin = { source: 'prometheus', query: { promql: `q${n}` } };
    await operator.post<Metric>('metrics', { name: `Metric ${n}`, suffix: 'ms', origin });
  }
  await untilAllHaveValues(page);
  const load = loadavg()[0] ?? 0;
  const alone = await watchAMinute(beside, () => pause(minuteMs));
  const crowd = await watchAMinute(beside, () => readAMinute(page));
  const { requests, failures, reasons, p50, p99 } = crowd.result;
  return [
    { name: 'load of the machine beforehand (times depend on it)', value: round(load), unit: '' },
    { name: 'requests of readers', value: requests, unit: '', at_least: readers * paths.length },
    { name: `failed${reasons[0] ? ` (${reasons.join('; ')})` : ''}`, value: failures, unit: '', at_most: 0 },
    { name: 'time to an answer, half of them', value: p50, unit: 'ms' },
    { name: 'time to an answer, 99 of 100', value: p99, unit: 'ms' },
    { name: 'calls in a minute without readers', value: alone.calls, unit: '', at_least: 1, at_most: metrics },
    { name: 'calls in a minute with readers', value: crowd.calls, unit: '', at_least: 1, at_most: metrics },
    { name: 'of those, not due by the clock, without readers', value: alone.calls - alone.due, unit: '', at_most: 0 },
    { name: 'of those, not due by the clock, with readers', value: crowd.calls - crowd.due, unit: '', at_most: 0 },
  ];
}

/** Counts the calls of a minute, and how many of them were planned before it began. */
async function watchAMinute<T>({ prometheus, sql }: Beside, work: () => Promise<T>) {
  for (;;) {
    const beginsAt = Date.now();
    const rows = await sql<{ at: Date }[]>`select next_poll_at as at from metrics`;
    const inMs = rows.map(({ at }) => at.getTime() - beginsAt);
    const isOnBrink = inMs.some((ms) => ms < brinkMs || Math.abs(ms - minuteMs) < brinkMs);
    if (isOnBrink) {
      await pause(500);
      continue;
    }
    let calls = 0;
    prometheus.onAsked = () => {
      if (Date.now() - beginsAt < minuteMs) calls++;
    };
    const result = await work();
    await pause(Math.max(0, beginsAt + minuteMs - Date.now()));
    prometheus.onAsked = undefined;
    return { calls, due: inMs.filter((ms) => ms < minuteMs).length, result };
  }
}

interface Report {
  requests: number;
  failures: number;
  reasons: string[];
  p50: number;
  p99: number;
}

async function readAMinute(page: string): Promise<Report> {
  const urls = paths.map((path) => new URL(path, page).href);
  const perSecond = Math.ceil((readers * paths.length * 1_000) / minuteMs);
  const headers = { 'Accept-Encoding': 'gzip, deflate, br' };
  const args = [JSON.stringify(urls), perSecond, connections, minuteMs, JSON.stringify(headers)].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, [generator, ...args]);
  return JSON.parse(stdout) as Report;
}

async function untilAllHaveValues(page: string): Promise<void> {
  for (const deadline = Date.now() + minuteMs; ; await pause(250)) {
    const { body } = await ask(new URL('/api/v2/metrics.json', page).href);
    const { metrics: read } = JSON.parse(body.toString()) as MetricsDocument;
    if (read.filter(({ value }) => value !== null).length === metrics) return;
    if (Date.now() > deadline) throw new Error('Readers have not got the metrics within a minute.');
  }
}
