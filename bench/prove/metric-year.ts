import { setTimeout as pause } from 'node:timers/promises';
import type { MetricsDocument } from '@allswell/protocol';
import { connect } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { findBundles } from '../../packages/server/src/page/bundles.ts';
import { Prepared } from '../../packages/server/src/page/bytes.ts';
import { documentHeaders } from '../../packages/server/src/page/headers.ts';
import { composePage } from '../../packages/server/src/page/html/compose-page.ts';
import { renderStatusPage } from '../../packages/server/src/page/html/render.ts';
import { buildMetrics } from '../../packages/server/src/page/metrics/build.ts';
import { readMark, readValues } from '../../packages/server/src/page/metrics/read-values.ts';
import { readPage } from '../../packages/server/src/page/read.ts';
import { takeSnapshot } from '../../packages/server/src/page/snapshot.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { requestsPerCpuSecond } from '../measure/load.ts';
import { cpuSeconds } from '../measure/process.ts';
import { median, round } from '../measure/statistics.ts';
import {
  addPoint,
  type MeasuredPage,
  minutesOfADay,
  minutesOfAYear,
  startMeasured,
  stopMeasured,
  untilNewest,
} from '../measure/year-of-points.ts';

const rebuilds = 40;
const warmUps = 10;
const runs = 5;
const runMs = 3_000;
const all = ['en', 'de', 'fr', 'es', 'ar'];

export const proof: Proof = {
  promise:
    'Five metrics with a point a minute for a year cost readers nothing, and the server as little as those of a day.',
  async measure() {
    const year = await startMeasured(minutesOfAYear);
    const day = await startMeasured(minutesOfADay);
    const none = await startMeasured(0);
    try {
      return [
        await countPoints(year),
        ...(await rebuild(year)),
        ...(await compareReads('summary.json', '/api/v2/summary.json', year, none, 'without metrics')),
        ...(await compareReads('the page', '/', year, day, 'with a day of points')),
        ...(await minuteOfWork(year, none)),
        ...(await delays(year)),
        await weigh(year, 'the page with five metrics'),
        await weigh(none, 'the page without metrics'),
      ];
    } finally {
      for (const page of [year, day, none]) await stopMeasured(page);
    }
  },
};

async function countPoints({ sql }: MeasuredPage): Promise<Figure> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from metric_points`;
  return { name: 'points in the database', value: row?.count ?? 0, unit: 'points', at_least: 5 * minutesOfAYear };
}

/** What a server makes anew when a point came, step by step in a process that does nothing else. */
async function rebuild({ product, sql, ids }: MeasuredPage): Promise<Figure[]> {
  const own = connect(embeddedAddress(product.dataDir), { max: 3, name: 'page' });
  const snapshot = takeSnapshot(await readPage(own), product.page);
  const bundles = findBundles('@allswell/widget');
  const assetOf = (name: string) => bundles?.files[name] && `/assets/${bundles.files[name]}`;
  const compose = (lang: string, metrics: ReturnType<typeof buildMetrics>) =>
    composePage(
      { snapshot, subject: { view: 'overview' }, lang, languages: { all, main: 'en' }, staleSince: undefined, metrics },
      {
        place: { view: 'overview' },
        render: renderStatusPage,
        publicUrl: product.page,
        script: assetOf('page'),
        partOf: (name) => assetOf(`page/${name}`),
      },
    );
  const documents: number[] = [];
  const [further, oneLanguage, fiveLanguages, together]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let run = -warmUps; run < rebuilds; run += 1) {
    await addPoint({ sql, ids });
    const from = performance.now();
    await readMark(own);
    const values = (await readValues(own, ['day'])).get('day');
    const built = buildMetrics(snapshot, 'day', values);
    const document = new Prepared(built.text, { type: 'application/json', headers: documentHeaders, proven: true });
    document.answer('gzip', '');
    const documentAt = performance.now();
    compose('en', built).answer('gzip', '');
    const pageAt = performance.now();
    for (const lang of all.slice(1)) compose(lang, built).answer('gzip', '');
    const allAt = performance.now();
    const wide = await readValues(own, ['week', 'month']);
    for (const range of ['week', 'month'] as const) buildMetrics(snapshot, range, wide.get(range));
    const furtherAt = performance.now();
    if (run < 0) continue;
    documents.push(documentAt - from);
    oneLanguage.push(pageAt - documentAt);
    together.push(pageAt - from);
    fiveLanguages.push(allAt - documentAt);
    further.push(furtherAt - allAt);
  }
  await own.end({ timeout: 5 });
  return [
    ...spread('a new point until the document of the day and the page are made', together, 50),
    ...spread('of that, the document of the day: read, written, compressed', documents),
    ...spread('of that, the page in one language', oneLanguage),
    ...spread('the page in five languages, in turns between which readers are answered', fiveLanguages),
    ...spread('the documents of the week and the month, once a minute', further),
  ];
}

function spread(name: string, times: readonly number[], most?: number): Figure[] {
  return [
    { name, value: round(median(times)), unit: 'ms', ...(most !== undefined && { at_most: most }) },
    { name: `${name}: the longest of ${times.length}`, value: round(Math.max(...times)), unit: 'ms' },
  ];
}

/** Requests per second of processor time, of the one and the other in turns. */
async function compareReads(
  what: string,
  path: string,
  ours: MeasuredPage,
  other: MeasuredPage,
  named: string,
): Promise<Figure[]> {
  const headers = { 'accept-encoding': 'gzip' };
  const measure = async ({ product }: MeasuredPage) => {
    await untilSteady();
    const url = new URL(path, product.page).href;
    return requestsPerCpuSecond(product.pid, url, { headers, expect: 200, ms: runMs });
  };
  for (const page of [ours, other]) await measure(page);
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    mine.push(await measure(ours));
    theirs.push(await measure(other));
  }
  const unit = 'requests per CPU-second';
  return [
    {
      name: `${what}: processor time for a request with a year of points, against one ${named}`,
      value: round(median(theirs) / median(mine)),
      unit: 'times',
      at_most: 1.05,
    },
    { name: `${what}: with a year of points`, value: round(median(mine)), unit },
    { name: `${what}: ${named}`, value: round(median(theirs)), unit },
  ];
}

/** Away from where five minutes end: then figures move on by themselves, and answers are of another length. */
async function untilSteady(): Promise<void> {
  for (;;) {
    const intoStep = (Date.now() / 1_000) % 300;
    if (intoStep > 75 && intoStep < 285) return;
    await pause(1_000);
  }
}

/** The processor time of a minute in which each metric has a new point at a moment of its own, and nobody reads. */
async function minuteOfWork(ours: MeasuredPage, none: MeasuredPage): Promise<Figure[]> {
  const [from, idleFrom] = [cpuSeconds(ours.product.pid), cpuSeconds(none.product.pid)];
  for (const id of ours.ids) {
    await addPoint({ sql: ours.sql, ids: [id] });
    await pause(60_000 / ours.ids.length);
  }
  const [used, idle] = [cpuSeconds(ours.product.pid) - from, cpuSeconds(none.product.pid) - idleFrom];
  return [
    { name: 'processor time of a minute in which five points come, in five languages', value: round(used), unit: 's' },
    { name: 'the same without metrics', value: round(idle), unit: 's' },
  ];
}

/** How long readers wait for a new point, in the document and in the page itself. */
async function delays({ product, sql, ids }: MeasuredPage): Promise<Figure[]> {
  const inDocument: number[] = [];
  const inPage: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const value = await addPoint({ sql, ids });
    const from = performance.now();
    await untilNewest(product, value);
    inDocument.push((performance.now() - from) / 1_000);
    while ((await shownBy(product.page)) !== value) await pause(50);
    inPage.push((performance.now() - from) / 1_000);
  }
  return [
    { name: 'a new point in the document, the latest', value: round(Math.max(...inDocument)), unit: 's', at_most: 10 },
    { name: 'a new point in the page itself, the latest', value: round(Math.max(...inPage)), unit: 's', at_most: 60 },
  ];
}

async function shownBy(page: string): Promise<number | null | undefined> {
  const html = await (await fetch(page)).text();
  const [, json = '{}'] = /<script type="application\/json">([\s\S]*?)<\/script>/.exec(html) ?? [];
  return (JSON.parse(json) as { metrics?: MetricsDocument }).metrics?.metrics[0]?.value;
}

async function weigh({ product }: MeasuredPage, name: string): Promise<Figure> {
  const { headers } = await fetch(product.page, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
  return { name, value: Number(headers.get('content-length')), unit: 'bytes, brotli' };
}
