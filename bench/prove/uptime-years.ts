import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { readPage } from '../../packages/server/src/page/read.ts';
import { takeSnapshot } from '../../packages/server/src/page/snapshot.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { untilIdle } from '../measure/idle.ts';
import { requestsPerCpuSecond } from '../measure/load.ts';
import { pssMegabytes } from '../measure/process.ts';
import { untilSettled } from '../measure/settled.ts';
import { median, round } from '../measure/statistics.ts';
import {
  addHistory,
  backdate,
  type HistoricPage,
  startWithComponents,
  stopHistoric,
  untilReadersHave,
} from '../measure/years-of-history.ts';

const components = 100;
const ofOneDay = 10;
const incidents = 5_000;
const years = 5;
const edits = 12;
const rounds = 5;
const runMs = 1_500;
const settledAfterMs = 60_000;
const headers = { 'accept-encoding': 'gzip' };
const read = ['/', '/api/v2/summary.json'] as const;

export const proof: Proof = {
  promise: 'A hundred components with five years and 5,000 incidents cost readers and server no more than they must.',
  async measure() {
    const page = await startWithComponents(components);
    try {
      await addHistory(page, { first: 1, count: ofOneDay, fromDays: 0, untilDays: 1 });
      // One server throughout: two of the same kind differ by more than what is measured.
      const before = await readsOf(page);
      await addHistory(page, {
        first: ofOneDay + 1,
        count: incidents - ofOneDay,
        fromDays: 1,
        untilDays: years * 365,
      });
      return [
        await countIncidents(page),
        ...compare(before, await readsOf(page)),
        ...(await editsOf(page)),
        ...(await stepsOf(page)),
        ...(await firstAnswers(page)),
        await memoryOf(page),
      ];
    } finally {
      await stopHistoric(page);
    }
  },
};

async function countIncidents({ sql }: HistoricPage): Promise<Figure> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from incidents`;
  return { name: 'incidents in the database', value: row?.count ?? 0, unit: 'incidents', at_least: incidents };
}

type Reads = Record<(typeof read)[number], number>;

/** Requests per second of processor time, by address. */
async function readsOf({ product }: HistoricPage): Promise<Reads> {
  const found: Partial<Reads> = {};
  for (const path of read) {
    const url = new URL(path, product.page).href;
    await untilSettled(url, headers);
    await untilIdle(product);
    const runs: number[] = [];
    for (let run = 0; run <= rounds; run += 1) {
      const perSecond = await requestsPerCpuSecond(product.pid, url, { headers, expect: 200, ms: runMs });
      // The first is there to warm up.
      if (run > 0) runs.push(perSecond);
    }
    found[path] = median(runs);
  }
  return found as Reads;
}

function compare(before: Reads, after: Reads): Figure[] {
  return read.flatMap((path) => [
    {
      name: `${path}: processor time for a request with ${years} years of history, against one with a day of it`,
      value: round(before[path] / after[path]),
      unit: 'times',
      at_most: 1.05,
    },
    { name: `${path}: with ${years} years`, value: round(after[path]), unit: 'requests per CPU-second' },
    { name: `${path}: with a day`, value: round(before[path]), unit: 'requests per CPU-second' },
  ]);
}

/** How long it takes from an edit of the past until readers have the bytes that follow from it. */
async function editsOf(page: HistoricPage): Promise<Figure[]> {
  const documents: number[] = [];
  const html: number[] = [];
  for (let run = 0; run < edits; run += 1) {
    await untilIdle(page.product);
    const from = performance.now();
    const seq = await backdate(page, 1 + Math.floor(run / 2) * 37, run % 2 === 0);
    await untilReadersHave(page, seq);
    documents.push(performance.now() - from);
    await (await fetch(page.product.page)).text();
    html.push(performance.now() - from);
  }
  return [
    ...spread('from an edit of the past until readers have the documents that follow', documents, 250),
    ...spread('the same until a reader who asks at once has the page', html),
  ];
}

/** The same step by step, in a process that does nothing else. */
async function stepsOf({ product }: HistoricPage): Promise<Figure[]> {
  const sql = connect(embeddedAddress(product.dataDir), { max: 3, name: 'page' });
  const [reading, building, explaining, used]: [number[], number[], number[], number[]] = [[], [], [], []];
  let bytes = 0;
  for (let run = -5; run < edits; run += 1) {
    const from = performance.now();
    const rows = await readPage(sql);
    const readAt = performance.now();
    const cpu = process.cpuUsage();
    const { uptime, texts } = takeSnapshot(rows, product.page);
    const builtAt = performance.now();
    const { user, system } = process.cpuUsage(cpu);
    bytes = texts['page.json'].length;
    void [uptime.uptime.text, uptime.timeline.text];
    const explainedAt = performance.now();
    if (run < 0) continue;
    reading.push(readAt - from);
    building.push(builtAt - readAt);
    used.push((user + system) / 1_000);
    explaining.push(explainedAt - builtAt);
  }
  await sql.end({ timeout: 5 });
  return [
    ...spread('of that, reading the rows', reading),
    ...spread('of that, building all documents', building),
    ...spread('of that, processor time', used),
    ...spread('uptime.json and timeline.json, once somebody asks', explaining),
    { name: 'page.json with 90 days of all components', value: bytes, unit: 'bytes before compression' },
  ];
}

/** How long the first who asks for a document after a change waits for it to be made. */
async function firstAnswers(page: HistoricPage): Promise<Figure[]> {
  const figures: Figure[] = [];
  const [one] = await page.sql<{ id: string }[]>`select id from components order by id limit 1`;
  for (const [name, path] of [
    ['uptime.json', '/api/v2/uptime.json'],
    ['timeline.json', '/api/v2/timeline.json'],
    ['uptime/ID.json', `/api/v2/uptime/${one?.id}.json`],
  ] as const) {
    const times: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      const seq = await backdate(page, 1, run % 2 === 0);
      await untilReadersHave(page, seq);
      await untilIdle(page.product);
      const from = performance.now();
      await (await fetch(new URL(path, page.product.page), { headers })).arrayBuffer();
      times.push(performance.now() - from);
    }
    figures.push({ name: `${name}, for the first who asks`, value: round(median(times)), unit: 'ms' });
  }
  return figures;
}

async function memoryOf({ product }: HistoricPage): Promise<Figure> {
  await untilIdle(product);
  await pause(settledAfterMs);
  return { name: 'memory of the server (PSS)', value: round(pssMegabytes(product.pid)), unit: 'MB', at_most: 200 };
}

function spread(name: string, times: readonly number[], most?: number): Figure[] {
  return [
    { name, value: round(median(times)), unit: 'ms', ...(most !== undefined && { at_most: most }) },
    { name: `${name}: the longest of ${times.length}`, value: round(Math.max(...times)), unit: 'ms' },
  ];
}
