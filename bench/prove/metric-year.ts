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
import { untilIdle } from '../measure/idle.ts';
import { requestsPerCpuSecond } from '../measure/load.ts';
import { cpuSeconds } from '../measure/process.ts';
import { median, round } from '../measure/statistics.ts';
import {
  addPast,
  addPoint,
  type MeasuredPage,
  minutesOfADay,
  minutesOfAYear,
  showMetrics,
  startMeasured,
  stopMeasured,
  untilNewest,
} from '../measure/year-of-points.ts';

const rebuilds = 40;
const warmUps = 10;
const rounds = 15;
const turns = 6;
const runMs = 1_500;
const headers = { 'accept-encoding': 'gzip' };
const all = ['en', 'de', 'fr', 'es', 'ar'];

export const proof: Proof = {
  promise:
    'Five metrics with a point a minute for a year cost readers nothing, and the server as little as those of a day.',
  async measure() {
    const page = await startMeasured(minutesOfADay);
    try {
      // One server throughout: two of the same kind differ by more than what is measured.
      const ofADay = await readsOf(page, '/');
      await addPast(page, minutesOfAYear);
      return [
        await countPoints(page),
        ...compare('the page', { withYear: await readsOf(page, '/'), without: ofADay, named: 'with a day of points' }),
        ...compare('summary.json', { ...(await readsWithAndWithout(page)), named: 'without metrics' }),
        ...(await rebuild(page)),
        ...(await delays(page)),
        ...(await minuteOfWork(page)),
        ...(await weigh(page)),
      ];
    } finally {
      await stopMeasured(page);
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

/** Requests per second of processor time, run after run. */
async function readsOf({ product }: MeasuredPage, path: string, count = rounds): Promise<number[]> {
  const url = new URL(path, product.page).href;
  const reads: number[] = [];
  for (let run = 0; run <= count; run += 1) {
    await untilSteady();
    if (run === 0) await untilIdle(product);
    const perSecond = await requestsPerCpuSecond(product.pid, url, { headers, expect: 200, ms: runMs });
    // The first is there to warm up.
    if (run > 0) reads.push(perSecond);
  }
  return reads;
}

/** The same document while the page shows its metrics and while it shows none, in turns. */
async function readsWithAndWithout(page: MeasuredPage): Promise<Pick<Compared, 'withYear' | 'without'>> {
  const [withYear, without]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    for (const isShown of turn % 2 === 0 ? [true, false] : [false, true]) {
      await showMetrics(page, isShown);
      (isShown ? withYear : without).push(...(await readsOf(page, '/api/v2/summary.json', 3)));
    }
  }
  await showMetrics(page, true);
  return { withYear, without };
}

interface Compared {
  withYear: readonly number[];
  without: readonly number[];
  named: string;
}

function compare(what: string, { withYear, without, named }: Compared): Figure[] {
  const unit = 'requests per CPU-second';
  return [
    {
      name: `${what}: processor time for a request with a year of points, against one ${named}`,
      value: round(median(without) / median(withYear)),
      unit: 'times',
      at_most: 1.05,
    },
    { name: `${what}: with a year of points`, value: round(median(withYear)), unit },
    { name: `${what}: ${named}`, value: round(median(without)), unit },
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
async function minuteOfWork(page: MeasuredPage): Promise<Figure[]> {
  const used = await minuteOf(page, true);
  await showMetrics(page, false);
  await untilIdle(page.product);
  const idle = await minuteOf(page, false);
  await showMetrics(page, true);
  return [
    { name: 'processor time of a minute in which five points come, in five languages', value: round(used), unit: 's' },
    { name: 'the same while no metrics are shown', value: round(idle), unit: 's' },
  ];
}

async function minuteOf({ product, sql, ids }: MeasuredPage, isMeasured: boolean): Promise<number> {
  const from = cpuSeconds(product.pid);
  for (const id of ids) {
    if (isMeasured) await addPoint({ sql, ids: [id] });
    await pause(60_000 / ids.length);
  }
  return cpuSeconds(product.pid) - from;
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

async function weigh(page: MeasuredPage): Promise<Figure[]> {
  const weight = async () => {
    await untilIdle(page.product);
    const { headers } = await fetch(page.product.page, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
    return Number(headers.get('content-length'));
  };
  const shown = await weight();
  await showMetrics(page, false);
  return [
    { name: 'the page with five metrics', value: shown, unit: 'bytes, brotli' },
    { name: 'the page without metrics', value: await weight(), unit: 'bytes, brotli' },
  ];
}
