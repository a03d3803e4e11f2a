import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Product } from '../../e2e/harness.ts';
import { untilReadersSee } from '../../e2e/readers.ts';
import { ask } from '../measure/ask.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { takeAway } from '../measure/outage.ts';
import { pssMegabytes } from '../measure/process.ts';
import { withProduct } from '../measure/running-product.ts';
import { untilSettled } from '../measure/settled.ts';
import { round } from '../measure/statistics.ts';

const generator = fileURLToPath(new URL('../measure/paced-generator.ts', import.meta.url));
const perSecond = 10_000;
const spikeMs = 60_000;
const connections = 128;
// So that the page begins to say its age while the spike is on.
const spikeAfterMs = 40_000;
const headers = { 'Accept-Encoding': 'gzip, deflate, br' };

interface SpikeReport {
  requests: number;
  failures: number;
  reasons: string[];
  p50: number;
  p99: number;
  longest: number;
}

export const proof: Proof = {
  promise:
    'Ten thousand readers a second are served for a minute without a database, and are told how old the news are.',
  measure: () =>
    withProduct(async (product, operator) => {
      const { id } = await openIncident(operator, (await addComponents(operator)).slice(1, 3));
      await untilReadersSee(product, ({ incidents }) => incidents.some((incident) => incident.id === id));
      const urls = ['/', '/api/v2/summary.json'].map((path) => new URL(path, product.page).href);
      for (const url of urls) await untilSettled(url, headers);
      const giveBack = await takeAway(product, 'SIGKILL');
      try {
        return await suffer(product, urls);
      } finally {
        giveBack();
      }
    }),
};

async function suffer({ pid, page }: Product, urls: string[]): Promise<Figure[]> {
  const load = loadavg()[0] ?? 0;
  const goneAt = performance.now();
  const sayAge = async () => (await ask(new URL('/', page).href)).body.includes(' data-stale');
  const saidAtOnce = await sayAge();
  await pause(spikeAfterMs);

  const memory: number[] = [];
  const watching = setInterval(() => memory.push(pssMegabytes(pid)), 1_000);
  let saidAfterMs = Number.POSITIVE_INFINITY;
  const spike = runSpike(urls).finally(() => clearInterval(watching));
  while (saidAfterMs === Number.POSITIVE_INFINITY && performance.now() - goneAt < spikeAfterMs + spikeMs) {
    await pause(250);
    if (await sayAge()) saidAfterMs = performance.now() - goneAt;
  }
  const { requests, failures, reasons, p50, p99, longest } = await spike;

  const warm = Math.max(...memory.slice(0, 15));
  const late = Math.max(...memory.slice(-15));
  return [
    { name: 'load of the machine beforehand (times depend on it)', value: round(load), unit: '' },
    {
      name: 'requests a second',
      value: Math.round(requests / (spikeMs / 1_000)),
      unit: '',
      at_least: perSecond * 0.999,
    },
    { name: `failed${reasons[0] ? ` (${reasons.join('; ')})` : ''}`, value: failures, unit: '', at_most: 0 },
    { name: 'time to an answer, half of them', value: p50, unit: 'ms' },
    { name: 'time to an answer, 99 of 100', value: p99, unit: 'ms' },
    { name: 'longest time to an answer', value: longest, unit: 'ms' },
    { name: 'memory, first quarter of the minute', value: round(warm), unit: 'MB' },
    { name: 'memory, last quarter against the first', value: round(late / warm), unit: 'times', at_most: 1.1 },
    { name: 'says its age while it is young', value: saidAtOnce ? 1 : 0, unit: '', at_most: 0 },
    { name: 'says its age after', value: round(saidAfterMs / 1_000), unit: 's', at_least: 85, at_most: 95 },
  ];
}

async function runSpike(urls: string[]): Promise<SpikeReport> {
  const args = [JSON.stringify(urls), perSecond, connections, spikeMs, JSON.stringify(headers)].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, [generator, ...args]);
  return JSON.parse(stdout) as SpikeReport;
}
