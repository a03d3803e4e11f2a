import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { MetricReading, MetricsDocument, PageDocument } from '@allswell/protocol';
import { metricsDocumentSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { connect, type Sql, type Tx } from '../../db/connect.ts';
import { bumpSeq } from '../../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { temporaryFolder } from '../../testing/folder.ts';
import { until } from '../../testing/until.ts';
import { component, page, plant } from '../testing/rows.ts';
import { type ServedPage, servePage } from '../testing/serve-page.ts';
import { readValues } from './read-values.ts';
import { announcePoints, plantMetric, plantPoints, stepAgo, writePoints } from './testing/plant-metrics.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const names = ['metrics.json', 'metrics/week.json', 'metrics/month.json'] as const;
const quick = { gatherMs: 20, furtherMs: 20, pollMs: 100, keepMs: 20, redrawMs: 20 };
let database: TestDatabase;
let sql: Sql;

before(async () => {
  database = await createTestDatabase();
  ({ sql } = database);
  const settings = { ...page().settings, languages: ['en', 'de'] };
  await plant(sql, page({ settings, components: [component({ name: 'Web' })] }));
});
beforeEach(async () => {
  await sql`delete from metrics`;
  await sql.begin((tx) => bumpSeq(tx));
});
after(() => database.drop());

const serve = (options: Partial<Parameters<typeof servePage>[0]> = {}) =>
  servePage({ sql, metricsRhythm: quick, ...options });
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * minuteMs);

/** The first metric of a document, once readers have what is expected of it. */
function reading(
  served: ServedPage,
  name: (typeof names)[number],
  check: (metric: MetricReading) => void = () => {},
): Promise<MetricReading> {
  return until(async () => {
    const [metric] = (await served.read<MetricsDocument>(name)).metrics;
    assert.ok(metric, 'there is a metric');
    check(metric);
    return metric;
  });
}

/** What a series says of the step that an instant is in. */
function valueAt({ series: { begins_at, step_seconds, values } }: MetricReading, at: Date): number | null | undefined {
  return values[Math.floor((at.getTime() - Date.parse(begins_at)) / (step_seconds * 1_000))];
}

test('a day is told in means of five minutes, and where nothing was measured there is nothing, not zero', async () => {
  const metric = await plantMetric(sql, { name: 'Response time', suffix: 'ms' });
  const [before, gap, last] = [await stepAgo(sql, 3), await stepAgo(sql, 2), await stepAgo(sql, 1)];
  await plantPoints(sql, metric, [
    { at: before, value: 100 },
    { at: later(before, 1), value: 110 },
    { at: later(before, 4.9), value: 150 },
    { at: later(last, 2), value: 90 },
  ]);
  await using served = await serve();
  const day = await reading(served, 'metrics.json');
  assert.equal(valueAt(day, before), 120);
  assert.equal(valueAt(day, gap), null);
  assert.equal(valueAt(day, last), 90);
  assert.deepEqual([day.value, Date.parse(day.as_of ?? '')], [90, later(last, 2).getTime()]);
  assert.deepEqual([day.lowest, day.highest, day.mean], [90, 150, 112.5]);
  assert.equal(day.series.values.length, 288);
  assert.equal(day.series.values.filter((value) => value !== null).length, 2);
  assert.equal(Date.parse(day.series.begins_at) % (5 * minuteMs), 0, 'steps begin where the clock has them');
  assert.match(day.series.begins_at, /\+0[12]:00$/, 'in the zone of the page');
});

test('a week is told in hours and a month in four, with the lowest, the highest and the mean of all points', async () => {
  const metric = await plantMetric(sql, { name: 'Requests', decimal_places: 1 });
  const [recent] = [await stepAgo(sql, 1)];
  const [week, month] = [new Date(recent.getTime() - 5 * 24 * hourMs), new Date(recent.getTime() - 20 * 24 * hourMs)];
  await plantPoints(sql, metric, [
    { at: recent, value: 10 },
    { at: later(recent, 1), value: 20 },
    { at: week, value: 60 },
    { at: month, value: -40 },
  ]);
  await using served = await serve();
  const inWeek = await reading(served, 'metrics/week.json');
  assert.deepEqual([inWeek.series.step_seconds, inWeek.series.values.length], [3_600, 168]);
  assert.equal(Date.parse(inWeek.series.begins_at) % hourMs, 0);
  assert.deepEqual([valueAt(inWeek, week), inWeek.lowest, inWeek.highest, inWeek.mean], [60, 10, 60, 30]);
  const inMonth = await reading(served, 'metrics/month.json');
  assert.deepEqual([inMonth.series.step_seconds, inMonth.series.values.length], [14_400, 180]);
  assert.equal(Date.parse(inMonth.series.begins_at) % (4 * hourMs), 0);
  assert.deepEqual([valueAt(inMonth, month), inMonth.lowest, inMonth.highest, inMonth.mean], [-40, -40, 60, 12.5]);
  assert.equal((await reading(served, 'metrics.json')).lowest, 10, 'a day ago it was not measured yet');
  for (const name of names) assert.ok(v.is(metricsDocumentSchema, await served.read(name)), name);
});

test('a level follows the value and its thresholds', async () => {
  const thresholds = { yellow: 300, red: 800, worse: 'above' } as const;
  const metric = await plantMetric(sql, { name: 'Response time', thresholds });
  await using served = await serve();
  const levelOf = async (value: number) => {
    await plantPoints(sql, metric, [{ at: await stepAgo(sql, 0), value }]);
    return (await reading(served, 'metrics.json', (day) => assert.equal(day.value, value))).level;
  };
  assert.deepEqual([await levelOf(299), await levelOf(300), await levelOf(800)], ['green', 'yellow', 'red']);
});

test('all processes answer the same bytes under the same tags, whenever each of them looked', async () => {
  const metric = await plantMetric(sql, { name: 'Response time', decimal_places: 2 });
  const at = await stepAgo(sql, 30);
  const points = Array.from({ length: 120 }, (_, index) => ({ at: later(at, index), value: 100 / (index + 1) }));
  await plantPoints(sql, metric, points);
  const own = connect(database.address, { max: 2 });
  await using first = await serve();
  await plantPoints(sql, metric, [{ at: await stepAgo(sql, 0), value: 1 / 3 }]);
  await using second = await serve({ sql: own });
  for (const name of names) {
    await until(async () => {
      const [one, other] = await Promise.all([first, second].map((served) => served.ask(`/api/v2/${name}`)));
      assert.match(one?.text ?? '', /0\.3333/);
      assert.equal(one?.text, other?.text, name);
      assert.equal(one?.headers.etag, other?.headers.etag);
    });
  }
  await second.close();
  await own.end({ timeout: 1 });
});

test('new and corrected points show by themselves, in every span', async () => {
  const metric = await plantMetric(sql, { name: 'Response time' });
  const at = await stepAgo(sql, 1);
  await plantPoints(sql, metric, [{ at, value: 500 }]);
  await using served = await serve();
  for (const name of names) await reading(served, name, (one) => assert.equal(one.value, 500));
  await plantPoints(sql, metric, [{ at, value: 50 }]);
  for (const name of names) {
    await reading(served, name, (one) => assert.deepEqual([one.value, valueAt(one, at), one.highest], [50, 50, 50]));
  }
});

test('a notice that was lost costs seconds, not the figures', async () => {
  const metric = await plantMetric(sql, { name: 'Response time' });
  await using served = await serve();
  await reading(served, 'metrics.json', (day) => assert.equal(day.value, null));
  const at = await stepAgo(sql, 1);
  await sql.begin(async (tx) => {
    await writePoints(tx, metric, [{ at, value: 7 }]);
    await tx`update metric_state set seq = seq + 1`;
  });
  await reading(served, 'metrics.json', (day) => assert.equal(day.value, 7));
});

test('what senders whose clock is ahead have measured waits until then', async () => {
  const metric = await plantMetric(sql, { name: 'Response time' });
  const [at, ahead] = [await stepAgo(sql, 1), await stepAgo(sql, -12)];
  await plantPoints(sql, metric, [
    { at, value: 5 },
    { at: ahead, value: 999 },
  ]);
  await using served = await serve();
  const day = await reading(served, 'metrics.json', (one) => assert.equal(one.value, 5));
  assert.equal(day.highest, 5);
});

test('values that no number can be the sum of leave all others their figures', async () => {
  const [absurd, sane] = [
    await plantMetric(sql, { name: 'Absurd' }),
    await plantMetric(sql, { name: 'Sane', position: 2 }),
  ];
  const at = await stepAgo(sql, 2);
  const huge = [0, 1, 2, 3].map((minute) => ({ at: later(at, minute), value: 1.7e308 * (minute === 3 ? -1 : 1) }));
  await plantPoints(sql, absurd, huge);
  await plantPoints(sql, sane, [{ at, value: 4 }]);
  await using served = await serve();
  await until(async () => {
    const { metrics } = await served.read<MetricsDocument>('metrics.json');
    assert.equal(metrics[1]?.value, 4);
    assert.ok(Number.isFinite(metrics[0]?.mean));
  });
});

test('page.json names what is measured in its order, and a page without metrics says that there are none', async () => {
  await using served = await serve();
  assert.deepEqual((await served.read<PageDocument>('page.json')).metrics, []);
  for (const name of names) assert.deepEqual((await served.read<MetricsDocument>(name)).metrics, []);
  const thresholds = { worse: 'below', red: 0.7, yellow: 0.85 } as const;
  await plantMetric(sql, { name: 'Apdex', position: 2, decimal_places: 2, thresholds });
  await plantMetric(sql, { name: 'Response time', position: 1, suffix: 'ms' });
  await until(async () => {
    const { metrics } = await served.read<PageDocument>('page.json');
    assert.deepEqual(
      metrics.map(({ name }) => name),
      ['Response time', 'Apdex'],
    );
    assert.deepEqual(metrics[1], {
      id: 'apdex0000000',
      name: 'Apdex',
      tooltip_description: null,
      suffix: '',
      decimal_places: 2,
      y_axis_min: null,
      y_axis_max: null,
      y_axis_hidden: false,
      thresholds: { yellow: 0.85, red: 0.7, worse: 'below' },
      interval_seconds: 60,
    });
  });
  await until(async () => {
    for (const name of names) assert.equal((await served.read<MetricsDocument>(name)).metrics.length, 2);
  });
});

test('no public byte tells of a metric that is hidden, of where a metric is read, or of what is asked for there', async () => {
  const shown = await plantMetric(sql, { name: 'Shown', query: { nrql: 'SELECT secretquery FROM PlantedName' } });
  const hidden = await plantMetric(sql, { name: 'Plantedhidden', display: false, query: { nrql: 'PlantedName' } });
  const at = await stepAgo(sql, 1);
  await plantPoints(sql, shown, [{ at, value: 1 }]);
  await plantPoints(sql, hidden, [{ at, value: 424_242 }]);
  using folder = temporaryFolder();
  await using served = await serve({ dataDir: folder.path });
  await reading(served, 'metrics.json', (day) => assert.equal(day.value, 1));
  const documents = ['summary.json', 'page.json', 'components.json', ...names].map((name) => `/api/v2/${name}`);
  const pages = ['/', '/?lang=de', '/history', '/maintenance', '/subscribe', '/sitemap.xml'];
  const expectNothing = async (from: ServedPage, words: RegExp) => {
    for (const path of [...documents, ...pages, '/history.atom', '/feed.json', '/calendar.ics', '/badge.svg']) {
      const { status, text } = await from.ask(path);
      assert.equal(status, 200, path);
      assert.doesNotMatch(text, words, path);
    }
  };
  await expectNothing(served, /planted|secretquery|424.?242|nrql|new_relic/i);

  // What was public and is no more is gone with the definitions, from disk as well.
  await sql.begin(async (tx) => {
    await tx`update metrics set display = false where id = ${shown}`;
    await bumpSeq(tx);
  });
  await until(async () => assert.equal((await served.read<PageDocument>('page.json')).metrics.length, 0));
  await expectNothing(served, /planted|secretquery|424.?242|Shown/i);
  await served.close();
  const nowhere = connect('postgres://127.0.0.1:1/none', { max: 1 });
  await using again = await serve({ sql: nowhere, dataDir: folder.path });
  for (const name of names) assert.deepEqual((await again.read<MetricsDocument>(name)).metrics, []);
  await again.close();
  await nowhere.end({ timeout: 1 });
});

test('figures are answered as every document is: compressed, by tags, across origins, with their proof', async () => {
  const metric = await plantMetric(sql, { name: 'Response time' });
  await plantPoints(sql, metric, [{ at: await stepAgo(sql, 1), value: 3 }]);
  await using served = await serve();
  await reading(served, 'metrics.json', (day) => assert.equal(day.value, 3));
  const summary = await served.ask('/api/v2/summary.json');
  for (const name of names) {
    const path = `/api/v2/${name}`;
    const plain = await served.ask(path);
    for (const header of ['cache-control', 'access-control-allow-origin', 'access-control-expose-headers', 'vary']) {
      assert.equal(plain.headers[header], summary.headers[header], header);
    }
    assert.match(plain.headers.etag ?? '', /^"[\w-]{22}"$/);
    assert.ok(Math.abs(Date.parse(String(plain.headers['allswell-verified-at'])) - Date.now()) < 60_000);
    const [gzip, br] = [
      await served.ask(path, { 'accept-encoding': 'gzip' }),
      await served.ask(path, { 'accept-encoding': 'br' }),
    ];
    assert.equal(gunzipSync(gzip.body).toString(), plain.text);
    assert.equal(brotliDecompressSync(br.body).toString(), plain.text);
    const again = await served.ask(path, { 'if-none-match': plain.headers.etag ?? '' });
    assert.deepEqual([again.status, again.headers.etag], [304, plain.headers.etag]);
    assert.ok(again.headers['allswell-verified-at']);
    assert.equal((await served.ask(`${path}?cache=buster`)).text, plain.text);
    assert.equal((await served.ask(path, {}, 'OPTIONS')).status, 204);
    assert.equal((await served.ask(path, {}, 'POST')).status, 405);
  }
  for (const path of ['/api/v2/metrics/year.json', `/api/v2/metrics/${metric}.json`, '/api/v2/metrics/']) {
    assert.equal((await served.ask(path)).status, 404, path);
  }
});

test('the proof of figures moves on while nothing is measured', async () => {
  await plantMetric(sql, { name: 'Response time' });
  await using served = await serve();
  const proof = async (name: string) =>
    Date.parse(String((await served.ask(`/api/v2/${name}`)).headers['allswell-verified-at']));
  for (const name of names) {
    const first = await proof(name);
    await until(async () => assert.ok((await proof(name)) > first, name));
  }
});

test('a start without a database shows the last figures with the proof of then, until it is there again', async () => {
  const metric = await plantMetric(sql, { name: 'Response time' });
  const at = await stepAgo(sql, 2);
  await plantPoints(sql, metric, [{ at, value: 123 }]);
  using folder = temporaryFolder();
  const seen = async (served: ServedPage) => {
    await reading(served, 'metrics.json', (day) => assert.equal(day.value, 123));
    return Promise.all(names.map((name) => served.ask(`/api/v2/${name}`)));
  };
  const first = await serve({ dataDir: folder.path });
  await seen(first);
  await first.close();
  const closedAt = Date.now();

  const nowhere = connect('postgres://127.0.0.1:1/none', { max: 1 });
  await using offline = await serve({ sql: nowhere, dataDir: folder.path });
  const known = await seen(offline);
  for (const { headers, text } of known) {
    assert.match(text, /123/);
    assert.ok(Date.parse(String(headers['allswell-verified-at'])) <= closedAt);
  }
  await offline.close();
  await nowhere.end({ timeout: 1 });

  await plantPoints(sql, metric, [{ at: await stepAgo(sql, 1), value: 456 }]);
  await using back = await serve({ dataDir: folder.path });
  await reading(back, 'metrics.json', (day) => assert.equal(day.value, 456));
});

test('what is measured together is read together, and without metrics nothing is asked about them', async () => {
  const { counted, counts } = countTransactions(sql);
  await using served = await serve({ sql: counted, metricsRhythm: { ...quick, gatherMs: 1_000, pollMs: 60_000 } });
  assert.equal(counts.about('metric_state'), 0);

  const metric = await plantMetric(sql, { name: 'Response time' });
  await reading(served, 'metrics.json');
  const before = counts.about('metric_points');
  const at = await stepAgo(sql, 1);
  for (let value = 1; value <= 40; value += 1) await plantPoints(sql, metric, [{ at, value }]);
  await reading(served, 'metrics.json', (day) => assert.equal(day.value, 40));
  assert.ok(counts.about('metric_points') - before < 40, 'fewer reads than writes');
});

test('a day costs the points of a day, however much was measured before', async () => {
  const metrics = [];
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) metrics.push(await plantMetric(sql, { name }));
  const minutes = 20 * 24 * 60;
  const patient = connect(database.address, { max: 1, deadlineMs: 60_000 });
  await patient`
    insert into metric_points (metric_id, at, value)
    select id, date_trunc('minute', clock_timestamp()) - n * interval '1 minute', n
    from metrics, generate_series(0, ${minutes - 1}::int) n
  `;
  await patient`analyze metric_points`;
  await patient.end({ timeout: 1 });
  await sql.begin((tx) => announcePoints(tx));
  // Postgres counts for a session: this one has done nothing else.
  const own = connect(database.address, { max: 1, deadlineMs: 60_000 });
  let touched: { scanned: string; fetched: string } | undefined;
  const watched = {
    begin: (mode: string, work: (tx: Tx) => Promise<unknown>) =>
      own.begin(mode, async (tx) => {
        const read = await work(tx);
        [touched] = await tx<{ scanned: string; fetched: string }[]>`
          select seq_tup_read as scanned, idx_tup_fetch as fetched
          from pg_stat_xact_user_tables where relname = 'metric_points'
        `;
        return read;
      }),
  };
  const values = await readValues(watched as unknown as Sql, ['day']);
  const measured = values.get('day')?.measured ?? {};
  await own.end({ timeout: 1 });
  assert.equal(Object.keys(measured).length, metrics.length);
  for (const { values: steps } of Object.values(measured)) assert.ok(steps.every((step) => step !== null));
  assert.equal(Number(touched?.scanned), 0, 'no table is read from end to end');
  assert.ok(Number(touched?.fetched) <= metrics.length * (24 * 60 + 5 + 1), `${touched?.fetched} rows were read`);
});

/** The same database, counting what is asked of it. */
function countTransactions(of: Sql) {
  const asked: string[] = [];
  const note = (args: unknown[]) => {
    const [template] = args;
    if (Array.isArray(template)) asked.push(template.join('?'));
  };
  const listening = <T extends Sql | Tx>(target: T): T =>
    new Proxy(target, {
      apply(query, self, args) {
        note(args);
        return Reflect.apply(query as unknown as (...all: unknown[]) => unknown, self, args);
      },
      get(db, key) {
        if (key !== 'begin') return Reflect.get(db, key) as unknown;
        return (mode: string, work: (tx: Tx) => Promise<unknown>) =>
          (db as Sql).begin(mode, (tx) => work(listening(tx)));
      },
    });
  return {
    counted: listening(of),
    counts: { about: (table: string) => asked.filter((text) => text.includes(table)).length },
  };
}
