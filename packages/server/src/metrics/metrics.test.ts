import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Metric, MetricPoints, MetricSourceState, MetricTrialResult } from '@allswell/protocol';
import { metricSchema, metricTrialResultSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { until } from '../testing/until.ts';
import { sweepPoints } from './sweep-points.ts';
import { type FakePrometheus, startFakePrometheus } from './testing/fake-prometheus.ts';

const token = 'token-of-prometheus';
let t: TestApp;
let maya: TestAdmin;
let prometheus: FakePrometheus;
before(async () => {
  prometheus = await startFakePrometheus({ token });
  t = await createTestApp({ prometheus: { url: prometheus.url, token } });
  maya = await setUpAdmin(t);
});
after(async () => {
  await prometheus.stop();
  await t.drop();
});
beforeEach(async () => {
  await t.sql`delete from metrics`;
  await t.sql`delete from audit`;
  await t.sql`delete from rate_limits`;
  prometheus.scene = undefined;
  prometheus.asked = [];
  prometheus.series = new Map([['up', [(seconds) => String(seconds % 11)]]]);
});

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const origin = { source: 'prometheus', query: { promql: 'up' } };
const post = (more: object = {}) =>
  maya.request<Metric>('POST', '/api/v1/metrics', { body: { name: 'Latency', origin, ...more } });
const create = async (more: object = {}): Promise<Metric> => {
  const reply = await post(more);
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  assert.equal(reply.headers.get('location'), `/api/v1/metrics/${reply.body.id}`);
  return v.parse(metricSchema, reply.body);
};
const patch = (id: string, body: object, headers = {}) =>
  maya.request<Metric>('PATCH', `/api/v1/metrics/${id}`, { body, headers });
const names = async () => (await maya.request<Metric[]>('GET', '/api/v1/metrics')).body.map(({ name }) => name);
const tryOut = (more: object = {}) =>
  maya.request<MetricTrialResult>('POST', '/api/v1/metrics/try', { body: { origin, ...more } });
const codeOf = (reply: Reply<unknown>) => reply.problem.type.split('/').at(-1);
const pointersOf = (reply: Reply<unknown>) => reply.problem.errors?.map(({ pointer }) => pointer);
const seqs = async () => {
  const [row] = await t.sql<{ page: string; points: string }[]>`
    select p.seq as page, m.seq as points from page_state p, metric_state m
  `;
  return { page: Number(row?.page), points: Number(row?.points) };
};
const actions = async () =>
  (await t.sql<{ action: string }[]>`select action from audit order by id`).map(({ action }) => action);
const addPoints = (id: string, points: [number, number][]) => t.sql`
  insert into metric_points select ${id}, at, value
  from jsonb_to_recordset(${JSON.stringify(points.map(([at, value]) => ({ at: new Date(at), value })))}::text::jsonb)
    as p (at timestamptz, value float8)
`;

test('a metric needs a name and where it comes from, and is shown sensibly without more', async () => {
  const metric = await create();
  const { suffix, decimal_places, thresholds, display, factor, interval_seconds, position } = metric;
  assert.deepEqual(
    { suffix, decimal_places, thresholds, display, factor, interval_seconds, position },
    { suffix: '', decimal_places: 2, thresholds: null, display: true, factor: 1, interval_seconds: 60, position: 1 },
  );
  assert.deepEqual(metric.origin, origin);
  const read = await maya.request<Metric>('GET', `/api/v1/metrics/${metric.id}`);
  assert.deepEqual(read.body, metric);
  assert.equal(read.headers.get('etag'), '"1"');
  assert.deepEqual(await actions(), ['metric.created']);
});

test('a golden figure brings its unit and its thresholds, which can be refused', async () => {
  const query = { kind: 'golden', entity_guid: 'MXxBUE18QVBQTElDQVRJT058MQ', figure: 'response_time' };
  const golden = await create({ origin: { source: 'new_relic', query } });
  assert.equal(golden.suffix, 'ms');
  assert.deepEqual(golden.thresholds, { yellow: 500, red: 2_000, worse: 'above' });
  assert.equal((await create({ origin: { source: 'new_relic', query }, thresholds: null })).thresholds, null);
  const apdex = await create({
    origin: { source: 'new_relic_rest', query: { application_id: 1, figure: 'apdex' } },
    suffix: 'points',
  });
  assert.equal(apdex.suffix, 'points');
  assert.equal(apdex.thresholds?.worse, 'below');
});

test('what cannot be right is refused, each with where it is', async () => {
  assert.deepEqual(pointersOf(await post({ y_axis_min: 5, y_axis_max: 5 })), ['#/y_axis_max']);
  assert.deepEqual(pointersOf(await post({ thresholds: { yellow: 5, red: 1, worse: 'above' } })), ['#/thresholds/red']);
  assert.deepEqual(pointersOf(await post({ interval_seconds: 59 })), ['#/interval_seconds']);
  assert.deepEqual(pointersOf(await post({ factor: 0 })), ['#/factor']);
  const nrql = (text: string) => ({ origin: { source: 'new_relic', query: { kind: 'nrql', nrql: text } } });
  assert.deepEqual(pointersOf(await post(nrql('DROP TABLE Transaction'))), ['#/origin/query/nrql']);
  const { id } = await create({ y_axis_min: 5 });
  assert.deepEqual(pointersOf(await patch(id, { y_axis_max: 4 })), ['#/y_axis_max']);
  assert.deepEqual(pointersOf(await patch(id, nrql('SELECT 1; SELECT 2'))), ['#/origin/query/nrql']);
});

test('metrics stand in the order that admins give them', async () => {
  await create({ name: 'one' });
  await create({ name: 'two' });
  const three = await create({ name: 'three', position: 1 });
  assert.deepEqual(await names(), ['three', 'one', 'two']);
  assert.equal((await patch(three.id, { position: 2 })).body.position, 2);
  assert.deepEqual(await names(), ['one', 'three', 'two']);
  await patch(three.id, { position: 99 });
  assert.deepEqual(await names(), ['one', 'two', 'three']);
  const first = (await maya.request<Metric[]>('GET', '/api/v1/metrics')).body[0];
  assert.equal((await maya.request('DELETE', `/api/v1/metrics/${first?.id}`)).status, 204);
  const left = (await maya.request<Metric[]>('GET', '/api/v1/metrics')).body;
  assert.deepEqual(
    left.map(({ position }) => position),
    [1, 2],
  );
});

test('readers are shown as many as a page can hold, and no more', async () => {
  for (let n = 0; n < 25; n++) await create({ name: `Metric ${n}` });
  assert.deepEqual(pointersOf(await post()), ['#/display']);
  const { id } = await create({ display: false });
  assert.deepEqual(pointersOf(await patch(id, { display: true })), ['#/display']);
  assert.equal((await patch(id, { name: 'Hidden', display: false })).status, 200);
});

test('a change names what it changes, and nothing is lost when two change it', async () => {
  const { id } = await create();
  const changed = await patch(id, { suffix: 'ms', decimal_places: 0 }, { 'if-match': '"1"' });
  assert.equal(changed.status, 200);
  assert.equal(changed.body.version, 2);
  const stale = await patch(id, { suffix: 's' }, { 'if-match': '"1"' });
  assert.equal(stale.status, 412);
  assert.equal((stale.problem as unknown as { current: Metric }).current.suffix, 'ms');
  assert.equal((await maya.request('DELETE', `/api/v1/metrics/${id}`, { headers: { 'if-match': '"1"' } })).status, 412);
  const [row] = await t.sql`select changes from audit where action = 'metric.changed'`;
  assert.deepEqual(row?.['changes'], {
    suffix: { from: '', to: 'ms' },
    decimal_places: { from: 2, to: 0 },
  });
  assert.equal((await patch(id, { suffix: 'ms' })).body.version, 2, 'what is so already is no change');
});

test('readers are told of a change of what they see, and of nothing else', async () => {
  const before = await seqs();
  const hidden = await create({ display: false });
  await patch(hidden.id, { name: 'Secret' });
  assert.deepEqual(await seqs(), before);
  await patch(hidden.id, { display: true });
  assert.deepEqual(await seqs(), { page: before.page + 1, points: before.points + 1 });
  await patch(hidden.id, { display: false });
  assert.equal((await seqs()).page, before.page + 2);
  await maya.request('DELETE', `/api/v1/metrics/${hidden.id}`);
  assert.equal((await seqs()).page, before.page + 2);
});

test('another query has the last day read anew, and keeps what was measured before', async () => {
  const { id } = await create();
  const now = Date.now();
  await addPoints(id, [
    [now - 3 * day, 1],
    [now - 2 * hour, 2],
  ]);
  await t.sql`update metrics set next_poll_at = now() + interval '1 hour', failures = 7`;
  const changed = await patch(id, { origin: { source: 'prometheus', query: { promql: 'up * 2' } } });
  assert.equal(changed.body.failures, 0);
  assert.equal(changed.body.most_recent_value, 1);
  const points = await t.sql<{ value: number }[]>`select value from metric_points`;
  assert.deepEqual(
    points.map(({ value }) => value),
    [1],
  );
  const [row] = await t.sql<{ due: boolean }[]>`select next_poll_at <= clock_timestamp() as due from metrics`;
  assert.equal(row?.due, true);
});

test('a metric that is pushed from now on has no failures of reading left', async () => {
  const { id } = await create();
  await t.sql`update metrics set failures = 7, last_error = '{"code": "empty", "detail": "Nothing.", "at": "2026-11-22T00:00:00Z"}'`;
  await addPoints(id, [[Date.now() - hour, 2]]);
  const { body } = await patch(id, { origin: { source: 'push' } });
  assert.equal(body.failures, 0);
  assert.equal(body.last_error, null);
  assert.equal((await t.sql`select from metric_points`).length, 1, 'what was read stays');
});

test('whoever makes or changes a metric wakes who reads it', async () => {
  const heard: string[] = [];
  const { unlisten } = await t.sql.listen('allswell_metrics_due', () => heard.push('due'));
  await create();
  await until(() => assert.deepEqual(heard, ['due']));
  await unlisten();
});

test('a try tells the value, the last day of it, and keeps nothing', async () => {
  const reply = await tryOut({ factor: 10 });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  const { value, as_of, series } = v.parse(metricTrialResultSchema, reply.body);
  assert.equal(value, ((Date.parse(as_of) / 1_000) % 11) * 10);
  assert.equal(series?.values.length, 288);
  assert.ok(series.values.filter((one) => one !== null).length >= 286);
  assert.equal((await t.sql`select from metric_points`).length, 0);
  assert.equal(prometheus.asked.length, 1, 'it is read once');
});

test('a try that gives nothing says what to do, and where', async () => {
  const empty = await tryOut({ origin: { source: 'prometheus', query: { promql: 'nobody' } } });
  assert.equal(empty.status, 422);
  assert.equal(codeOf(empty), 'metric-unreadable');
  assert.deepEqual(pointersOf(empty), ['#/origin/query/promql']);
  prometheus.scene = (_request, response) => void response.writeHead(401).end();
  const refused = await tryOut();
  assert.deepEqual(pointersOf(refused), ['#/origin']);
  assert.match(refused.problem.detail ?? '', /ALLSWELL_PROMETHEUS_TOKEN/);
  assert.ok(!JSON.stringify(refused.body).includes(token));
  prometheus.scene = (_request, response) => void response.writeHead(429, { 'retry-after': '77' }).end();
  assert.equal((await tryOut()).headers.get('retry-after'), '77');
});

test('a try of a source that is not configured says so', async () => {
  const query = { kind: 'nrql', nrql: 'SELECT count(*) FROM Transaction' };
  const reply = await tryOut({ origin: { source: 'new_relic', query } });
  assert.equal(reply.status, 409);
  assert.equal(codeOf(reply), 'metric-source-not-configured');
  assert.match(reply.problem.detail ?? '', /ALLSWELL_NEW_RELIC_API_KEY/);
  const entities = await maya.request('GET', '/api/v1/metric-sources/new-relic/entities?q=shop');
  assert.equal(codeOf(entities), 'metric-source-not-configured');
  const applications = await maya.request('GET', '/api/v1/metric-sources/new-relic-rest/applications');
  assert.equal(codeOf(applications), 'metric-source-not-configured');
  assert.equal(codeOf(await tryOut({ origin: { source: 'push' } })), 'metric-unreadable');
});

test('an admin who tries without end is asked to wait', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 31; n++) statuses.push((await tryOut()).status);
  assert.deepEqual(
    statuses.slice(0, 30),
    Array.from({ length: 30 }, () => 200),
  );
  assert.equal(statuses[30], 429);
  assert.equal(prometheus.asked.length, 30);
});

test('the sources say which of them can be read', async () => {
  const { body } = await maya.request<MetricSourceState[]>('GET', '/api/v1/metric-sources');
  assert.deepEqual(
    body.map(({ source, is_configured }) => [source, is_configured]),
    [
      ['new_relic', false],
      ['new_relic_rest', false],
      ['prometheus', true],
      ['push', true],
    ],
  );
  assert.ok(!JSON.stringify(body).includes(token));
});

test('points are told at equal steps of a day, a week and a month, with gaps where there are none', async () => {
  const { id } = await create();
  const step = Math.floor(Date.now() / 300_000) * 300_000;
  await addPoints(id, [
    [step - 300_000, 1],
    [step - 240_000, 3],
    [step, 8],
  ]);
  await t.sql`
    insert into metric_hours (metric_id, at, count, sum, min, max) values
    (${id}, date_trunc('hour', now(), 'UTC') - interval '3 days', 4, 8, 1, 3)
  `;
  const get = async (range: string) =>
    (await maya.request<MetricPoints>('GET', `/api/v1/metrics/${id}/points?range=${range}`)).body.series;
  const ofDay = await get('day');
  assert.equal(ofDay.values.length, 288);
  const beganAt = Date.parse(ofDay.begins_at);
  const at = (ms: number) => ofDay.values[(ms - beganAt) / 300_000];
  assert.deepEqual([at(step - 600_000), at(step - 300_000), at(step)], [null, 2, 8]);
  for (const [range, count, seconds] of [
    ['week', 168, 3_600],
    ['month', 180, 14_400],
  ] as const) {
    const series = await get(range);
    assert.equal(series.values.length, count);
    assert.equal(series.step_seconds, seconds);
    assert.deepEqual(
      series.values.filter((value) => value !== null),
      [2],
    );
  }
  assert.equal((await maya.request('GET', `/api/v1/metrics/${id}/points?range=year`)).status, 422);
});

test('points are kept for a month and hours for thirteen, and go by whole hours', async () => {
  const { id } = await create();
  const now = new Date();
  const monthAgo = Math.floor((now.getTime() - 30 * day) / hour) * hour;
  await addPoints(id, [
    [monthAgo - 31 * day, 1],
    ...Array.from({ length: 25 }, (_, n): [number, number] => [monthAgo - (n + 1) * minute, 1]),
    [monthAgo, 2],
    [now.getTime(), 3],
  ]);
  await t.sql`
    insert into metric_hours (metric_id, at, count, sum, min, max) values
    (${id}, now() - interval '397 days', 1, 1, 1, 1), (${id}, now() - interval '390 days', 1, 2, 2, 2)
  `;
  await sweepPoints(t.sql, { now, batch: 10 });
  const points = await t.sql<{ value: number }[]>`select value from metric_points order by at`;
  assert.deepEqual(
    points.map(({ value }) => value),
    [2, 3],
  );
  assert.equal((await t.sql`select from metric_hours`).length, 1);
});
