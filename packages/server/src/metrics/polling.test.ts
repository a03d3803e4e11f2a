import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Metric } from '@allswell/protocol';
import { until } from '../testing/until.ts';
import type { MetricReader } from './source.ts';
import type { Scene } from './testing/fake-prometheus.ts';
import { createPolledPage, type PolledPage } from './testing/polled-page.ts';
import { tryMetric } from './try-metric.ts';

const minute = 60_000;
const hour = 60 * minute;

let t: PolledPage;
before(async () => {
  t = await createPolledPage();
});
after(() => t.drop());
afterEach(() => t.endProcesses());
beforeEach(async () => {
  await t.sql`delete from metrics`;
  await t.sql`update metric_upstreams set failures = 0, rests_until = null`;
  t.prometheus.series.clear();
  t.prometheus.asked = [];
  t.prometheus.scene = undefined;
  t.prometheus.onAsked = undefined;
});

/** Gives every metric values since an instant, none before. */
function measureSince(sinceMs: number, count: number, value = (seconds: number): string => String(seconds)): void {
  for (let n = 0; n < count; n++)
    t.prometheus.series.set(`q${n}`, [(seconds) => (seconds * 1_000 >= sinceMs ? value(seconds) : undefined)]);
}
const callsOf = (query: string) => t.prometheus.asked.filter((asked) => asked.query === query).length;
const first = ([metric]: readonly Metric[]): Metric => metric ?? assert.fail('There is no metric.');

test('a new metric has its last day at once, and its hours agree with its points', async () => {
  measureSince(0, 1, (seconds) => String((seconds / 60) % 97));
  const { id } = first(await t.metrics(1));
  const seq = await t.seq();
  const { polling, sql } = t.process();
  await polling.run(sql);

  const points = await t.points(id);
  assert.ok(points.length >= 1_440, String(points.length));
  assert.ok(points.every(({ at, value }) => value === (at.getTime() / minute) % 97));
  await hoursAgree(id);
  const metric = await t.metric(id);
  assert.equal(metric.most_recent_value, points.at(-1)?.value);
  assert.equal(Date.parse(metric.most_recent_data_at ?? ''), points.at(-1)?.at.getTime());
  assert.equal(metric.failures, 0);
  assert.equal(await t.seq(), seq + 1, 'readers get it');
});

test('two processes ask for fifty metrics, each of them once a minute', async () => {
  const metrics = await t.metrics(50);
  measureSince(t.clock.now - 5 * minute, metrics.length);
  const processes = [t.process(), t.process()];
  await t.play(processes, { seconds: 240, step: 15 });
  const calls = metrics.map((_, n) => callsOf(`q${n}`));
  assert.ok(
    calls.every((count) => count === 4),
    calls.join(' '),
  );
  const figures = processes.map(({ polling }) => polling.figures().polls);
  assert.equal(
    figures.flat().reduce((sum, { count }) => sum + count, 0),
    200,
  );
});

test('no metric is asked for twice at once, however many processes see that it is due', async () => {
  await t.metrics(6);
  measureSince(t.clock.now - 5 * minute, 6);
  const processes = Array.from({ length: 5 }, () => t.process());
  await Promise.all(processes.map(({ polling, sql }) => polling.run(sql)));
  assert.equal(t.prometheus.asked.length, 6);
});

test('intervals are stretched a little and never shortened', async () => {
  const { id } = first(await t.metrics(1));
  measureSince(0, 1);
  const { polling, sql } = t.process({ random: () => 1 });
  await polling.run(sql);
  const [row] = await t.sql<{ at: Date }[]>`select next_poll_at as at from metrics where id = ${id}`;
  assert.equal(row?.at.getTime(), t.clock.now + 66_000);
});

const answer =
  (status: number, body: string, headers = {}): Scene =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);
const nothing = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [] } });
const gaps = JSON.stringify({
  status: 'success',
  data: { resultType: 'matrix', result: [{ metric: {}, values: [[Date.now() / 1_000, 'NaN']] }] },
});

/** What can go wrong; of the source as a whole, or of one query. */
const illnesses: { name: string; scene: Scene; metrics: number; code: string }[] = [
  { name: 'is down', scene: (_, response) => response.destroy(), metrics: 10, code: 'unreachable' },
  { name: 'does not answer', scene: () => {}, metrics: 10, code: 'unreachable' },
  { name: 'refuses the token', scene: answer(401, 'no'), metrics: 10, code: 'refused' },
  { name: 'has enough of us', scene: answer(429, '', { 'retry-after': '30' }), metrics: 10, code: 'limited' },
  { name: 'is ill behind its proxy', scene: answer(502, '<html>502</html>'), metrics: 10, code: 'unreachable' },
  { name: 'answers a page', scene: answer(200, '<html>Welcome</html>'), metrics: 10, code: 'garbled' },
  { name: 'answers by halves', scene: answer(200, '{"status":"succ'), metrics: 10, code: 'garbled' },
  { name: 'answers null', scene: answer(200, 'null'), metrics: 10, code: 'garbled' },
  { name: 'sends us elsewhere', scene: answer(302, '', { location: '/login' }), metrics: 10, code: 'unreachable' },
  { name: 'has no values', scene: answer(200, nothing), metrics: 1, code: 'empty' },
  { name: 'has no numbers', scene: answer(200, gaps), metrics: 1, code: 'empty' },
  {
    name: 'does not understand the query',
    scene: answer(400, '{"status":"error","errorType":"bad_data","error":"unknown function"}'),
    metrics: 1,
    code: 'invalid',
  },
];

for (const { name, scene, metrics: count, code } of illnesses) {
  test(`a source that ${name} is asked once a minute at most, and its gap is filled when it is well`, async () => {
    const metrics = await t.metrics(count);
    const beganAt = t.clock.now - 3 * minute;
    measureSince(beganAt, count);
    const processes = [t.process(), t.process()];
    await t.play(processes, { seconds: 20 });
    // Only what never answers shall be waited for so briefly: a busy machine may take that long.
    const whileIllBy = { flightMs: name === 'does not answer' ? 150 : 10_000 };
    const suffering = [t.process(whileIllBy), t.process(whileIllBy)];

    const calls: number[] = [];
    t.prometheus.onAsked = () => calls.push(t.clock.now);
    t.prometheus.scene = scene;
    await t.play(suffering, { seconds: 540 });
    const { failures, last_error } = await t.metric(first(metrics).id);
    assert.ok(failures >= 5, `${failures} failures`);
    assert.equal(last_error?.code, code);
    assert.ok((last_error.detail.length ?? 0) > 10);
    const opened = t.clock.now - 300_000;
    const late = calls.filter((at) => at > opened);
    assert.ok(late.length > 0, 'it is tried still');
    assert.ok(
      late.every((at, n) => n === 0 || at - (late[n - 1] ?? 0) >= minute),
      late.map((at) => at - opened).join(' '),
    );

    const whileIll = await t.points(first(metrics).id);
    t.prometheus.scene = undefined;
    await t.play(processes, { seconds: 420 });
    for (const { id } of metrics) {
      const points = await t.points(id);
      assert.equal((await t.metric(id)).last_error, null);
      assert.ok(points.length > whileIll.length);
      assert.ok(points.every(({ at, value }) => value === at.getTime() / 1_000));
      const steps = points.slice(1).map(({ at }, n) => at.getTime() - (points[n]?.at.getTime() ?? 0));
      assert.ok(
        steps.every((step) => step === minute),
        'there is no gap left',
      );
      await hoursAgree(id);
    }
    const resting = await t.sql`select from metric_upstreams where failures > 0 or rests_until is not null`;
    assert.equal(resting.length, 0);
  });
}

test('while a source is down a new metric adds no call', async () => {
  t.prometheus.scene = answer(502, '');
  await t.metrics(1);
  const processes = [t.process(), t.process()];
  await t.play(processes, { seconds: 300 });
  await t.metrics(5);
  const calls: number[] = [];
  t.prometheus.onAsked = () => calls.push(t.clock.now);
  await t.play(processes, { seconds: 300 });
  assert.ok(calls.length >= 3 && calls.length <= 5, `${calls.length} calls in five minutes`);
});

test('a gap that the source cannot fill stays one', async () => {
  const { id } = first(await t.metrics(1));
  const beganAt = t.clock.now - 5 * minute;
  const quiet = { from: t.clock.now + 2 * minute, until: t.clock.now + 9 * minute };
  t.prometheus.series.set('q0', [
    (seconds) => {
      const at = seconds * 1_000;
      return at < beganAt || (at >= quiet.from && at < quiet.until) ? undefined : '3';
    },
  ]);
  await t.play([t.process()], { seconds: 900, step: 60 });
  const points = await t.points(id);
  assert.ok(points.every(({ value }) => value === 3));
  assert.ok(!points.some(({ at }) => at.getTime() >= quiet.from && at.getTime() < quiet.until));
  assert.ok(points.some(({ at }) => at.getTime() >= quiet.until));
});

test('a wish to be left alone is respected by all metrics of the source', async () => {
  await t.metrics(10);
  measureSince(t.clock.now - 5 * minute, 10);
  t.prometheus.scene = answer(429, '', { 'retry-after': '600' });
  const calls: number[] = [];
  t.prometheus.onAsked = () => calls.push(t.clock.now);
  const beganAt = t.clock.now;
  await t.play([t.process(), t.process()], { seconds: 590 });
  assert.ok(calls.length <= 6, `${calls.length} were under way at the first answer, or were not`);
  assert.ok(calls.every((at) => at - beganAt < minute));
});

test('a source that hangs keeps neither the others nor its sound metrics waiting', async () => {
  const hanging: MetricReader<'new_relic_rest'> = {
    source: 'new_relic_rest',
    state: () => ({ source: 'new_relic_rest', is_configured: true, detail: '' }),
    read: () => new Promise(() => {}),
  };
  const origin = (id: number) => ({
    source: 'new_relic_rest',
    query: { application_id: id, figure: 'apdex' },
  });
  for (let n = 1; n <= 20; n++)
    await t.maya.request('POST', '/api/v1/metrics', {
      body: { name: `Hanging ${n}`, origin: origin(n), display: false },
    });
  await t.metrics(20);
  measureSince(t.clock.now - 5 * minute, 20);
  const readers = [hanging as MetricReader, t.reader];
  const { polling, sql } = t.process({ readers, flightMs: 600_000 });
  const stopping = new AbortController();
  const running = polling.run(sql, stopping.signal);
  await until(() => assert.equal(t.prometheus.asked.length, 20));
  stopping.abort();
  assert.equal(await running, null, 'and it ends when it is told to, whatever hangs');
});

test('what failed the last time waits behind what is sound', async () => {
  await t.metrics(12);
  measureSince(t.clock.now - 5 * minute, 12);
  await t.sql`update metrics set failures = 1, next_poll_at = next_poll_at - interval '1 hour' where position <= 6`;
  const order: string[] = [];
  const slow: MetricReader<'prometheus'> = {
    source: 'prometheus',
    state: () => ({ source: 'prometheus', is_configured: true, detail: '' }),
    async read({ promql }) {
      order.push(promql);
      return { points: [{ at: new Date(t.clock.now), value: 1 }] };
    },
  };
  const { polling, sql } = t.process({ readers: [slow as MetricReader] });
  await polling.run(sql);
  assert.equal(order.length, 12);
  assert.ok(
    order.slice(0, 3).every((query) => Number(query.slice(1)) >= 6),
    order.join(' '),
  );
});

test('a reader with a bug costs its own metric, and the bug is told', async () => {
  const metrics = await t.metrics(3);
  const buggy: MetricReader<'prometheus'> = {
    source: 'prometheus',
    state: () => ({ source: 'prometheus', is_configured: true, detail: '' }),
    async read({ promql }) {
      if (promql === 'q1') throw new TypeError('x is not a function');
      return { points: [{ at: new Date(t.clock.now), value: 1 }] };
    },
  };
  const { polling, sql } = t.process({ readers: [buggy as MetricReader] });
  await assert.rejects(polling.run(sql), (error: AggregateError) => error.errors[0] instanceof TypeError);
  await polling.run(sql);
  const [one, two, three] = await Promise.all(metrics.map(({ id }) => t.metric(id)));
  assert.equal(two?.last_error?.code, 'garbled');
  assert.ok(!two.last_error.detail.includes('function'));
  assert.equal(one?.most_recent_value, 1);
  assert.equal(three?.most_recent_value, 1);
});

test('rubbish among points is left out: other days, what is to come, what is no number, too many', async () => {
  const { id } = first(await t.metrics(1));
  const now = t.clock.now;
  const at = (ms: number, value = 1) => ({ at: new Date(ms), value });
  const rubbish = [
    at(now - 26 * hour),
    at(now + 10 * minute),
    at(Number.NaN),
    at(now, Number.NaN),
    at(now, Number.POSITIVE_INFINITY),
    at(now, 1e308),
    at(now * 1_000),
  ];
  const many = Array.from({ length: 5_000 }, (_, n) => at(now - 20 * minute + n, n));
  const reader: MetricReader<'prometheus'> = {
    source: 'prometheus',
    state: () => ({ source: 'prometheus', is_configured: true, detail: '' }),
    read: async () => ({ points: [...rubbish, ...many, ...rubbish] }),
  };
  const { polling, sql } = t.process({ readers: [reader as MetricReader] });
  await polling.run(sql);
  const points = await t.points(id);
  assert.ok(points.length <= 2, 'one a minute');
  assert.equal(points.at(-1)?.value, 4_999, 'of a minute the last one');
  assert.equal((await t.metric(id)).failures, 0);
});

test('a database that goes away in the middle ends no clock, and the gap is filled when it is back', async () => {
  const { id } = first(await t.metrics(1));
  measureSince(t.clock.now - 5 * minute, 1);
  const own = t.process();
  t.prometheus.onAsked = () =>
    void t.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'polling'
    `.catch(() => {});
  await own.polling.run(own.sql).catch(() => {});
  t.prometheus.onAsked = undefined;
  t.clock.now += minute;
  await until(() => own.polling.run(own.sql));
  assert.ok((await t.points(id)).length >= 5);
});

test('a value that is corrected at its source is corrected here, with its hour', async () => {
  const { id } = first(await t.metrics(1));
  measureSince(t.clock.now - 10 * minute, 1, () => '1');
  const { polling, sql } = t.process();
  await polling.run(sql);
  const seq = await t.seq();
  measureSince(t.clock.now - 10 * minute, 1, () => '2');
  await t.play([{ polling, sql }], { seconds: 60, step: 60 });
  const points = await t.points(id);
  assert.ok(
    points.some(({ value }) => value === 1),
    'what is long past is not read again',
  );
  assert.ok(points.filter(({ value }) => value === 2).length >= 5);
  await hoursAgree(id);
  assert.ok((await t.seq()) > seq);
});

test('readers are told of new points of public metrics only, and only when there are any', async () => {
  const { id } = first(await t.metrics(1, { display: false }));
  measureSince(t.clock.now - 10 * minute, 1);
  const { polling, sql } = t.process();
  const seq = await t.seq();
  await polling.run(sql);
  assert.ok((await t.points(id)).length > 0);
  assert.equal(await t.seq(), seq, 'it is not public');

  await t.maya.request('PATCH', `/api/v1/metrics/${id}`, { body: { display: true } });
  const shown = await t.seq();
  assert.equal(shown, seq + 1, 'now it is');
  await t.sql`update metrics set next_poll_at = ${new Date(t.clock.now)}`;
  await polling.run(sql);
  assert.equal(await t.seq(), shown, 'nothing new was read');
});

test('what was asked before a metric was changed is not kept for what it is now', async () => {
  const { id } = first(await t.metrics(1));
  const gate = Promise.withResolvers<void>();
  const asked: string[] = [];
  const slow: MetricReader<'prometheus'> = {
    source: 'prometheus',
    state: () => ({ source: 'prometheus', is_configured: true, detail: '' }),
    async read({ promql }) {
      asked.push(promql);
      if (promql === 'q0') await gate.promise;
      const [minutesAgo, value] = promql === 'q0' ? [10, 1] : [0, 2];
      return { points: [{ at: new Date(t.clock.now - minutesAgo * minute), value }] };
    },
  };
  const { polling, sql } = t.process({ readers: [slow as MetricReader] });
  const running = polling.run(sql);
  await until(() => assert.deepEqual(asked, ['q0']));
  const origin = { source: 'prometheus', query: { promql: 'other' } };
  const reply = await t.maya.request('PATCH', `/api/v1/metrics/${id}`, { body: { origin } });
  assert.equal(reply.status, 200);
  t.clock.now = Math.max(t.clock.now, Date.now() + 1_000);
  gate.resolve();
  await running;
  await polling.run(sql);
  assert.deepEqual(
    (await t.points(id)).map(({ value }) => value),
    [2],
  );
});

test('a try that succeeds ends the rest of its source', async () => {
  await t.sql`update metric_upstreams set failures = 9, rests_until = now() + interval '1 hour' where source = 'prometheus'`;
  measureSince(0, 1);
  await tryMetric(
    t.sql,
    { origin: { source: 'prometheus', query: { promql: 'q0' } } },
    { readers: [t.reader], admin_id: 'maya' },
  );
  const [row] = await t.sql`select failures, rests_until from metric_upstreams where source = 'prometheus'`;
  assert.deepEqual(row, { failures: 0, rests_until: null });
});

/** The hours of a metric are what its points make of them, and nothing else. */
async function hoursAgree(id: string): Promise<void> {
  const different = await t.sql`
    with reckoned as (
      select date_trunc('hour', at, 'UTC') as at, count(*)::int as count, sum(value) as sum, min(value) as min, max(value) as max
      from metric_points where metric_id = ${id} group by 1
    )
    select * from reckoned full join (select * from metric_hours where metric_id = ${id}) h using (at)
    where reckoned.count is distinct from h.count or abs(reckoned.sum - h.sum) > 1e-6
      or reckoned.min is distinct from h.min or reckoned.max is distinct from h.max
  `;
  assert.deepEqual([...different], []);
}
