import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Metric } from '@allswell/protocol';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
let metric: Metric;
let token: string;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from metrics`;
  await t.sql`delete from rate_limits`;
  metric = await create('Orders');
  token = await makeToken(metric.id);
});

const day = 24 * 3_600;
/** The last whole minute, in seconds: points of it and of the one before never meet. */
const now = () => Math.floor(Date.now() / 60_000) * 60;
const create = async (name: string, more: object = {}): Promise<Metric> => {
  const reply = await maya.request<Metric>('POST', '/api/v1/metrics', {
    body: { name, origin: { source: 'push' }, ...more },
  });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return reply.body;
};
const makeToken = async (id: string): Promise<string> => {
  const reply = await maya.request<{ token: string }>('POST', `/api/v1/metrics/${id}/push-token`);
  assert.equal(reply.status, 201);
  return reply.body.token;
};
interface Sending {
  id?: string;
  authorization?: string | undefined;
  from?: string;
}
const push = (data: unknown, { id = metric.id, authorization = `OAuth ${token}`, from }: Sending = {}) =>
  t.request('POST', `/api/v1/metrics/${id}/data`, {
    body: { data },
    headers: { authorization },
    ...(from && { from }),
  });
const pushMany = (data: unknown, authorization = `OAuth ${token}`) =>
  t.request('POST', '/api/v1/metrics/data', { body: { data }, headers: { authorization } });
const points = async (id = metric.id) =>
  (
    await t.sql<{ at: Date; value: number }[]>`
      select at, value from metric_points where metric_id = ${id} order by at
    `
  ).map(({ at, value }) => [at.getTime() / 1_000, value]);
const errorsOf = (reply: Reply<unknown>) =>
  reply.problem.errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`) ?? [];
const codeOf = (reply: Reply<unknown>) => reply.problem.type.split('/').at(-1);

test('a point is taken as Statuspage takes it, and shown to readers', async () => {
  const point = { timestamp: now() - 60, value: 12.5 };
  const reply = await push(point);
  assert.equal(reply.status, 201);
  assert.deepEqual(reply.body, { data: point });
  assert.deepEqual(await points(), [[now() - 60, 12.5]]);
  const { body } = await maya.request<Metric>('GET', `/api/v1/metrics/${metric.id}`);
  assert.equal(body.most_recent_value, 12.5);
  assert.equal((await push(point, { authorization: `Bearer ${token}` })).status, 201, 'Bearer says the same');
});

test('pushing again changes nothing, and a later value of the same minute corrects it', async () => {
  const at = now() - 120;
  const seq = async () => (await t.sql<{ seq: string }[]>`select seq from metric_state`)[0]?.seq;
  await push({ timestamp: at, value: 1 });
  const before = await seq();
  await push({ timestamp: at + 1, value: 1 });
  assert.equal(await seq(), before);
  await push({ timestamp: at + 59, value: 4 });
  assert.deepEqual(await points(), [[at, 4]]);
  assert.notEqual(await seq(), before);
  const hours = await t.sql<{ sum: number; count: number }[]>`select sum, count from metric_hours`;
  assert.deepEqual([...hours], [{ sum: 4, count: 1 }]);
});

test('many points are kept at once, or none of them', async () => {
  const at = now() - 3 * 3_600;
  const some = Array.from({ length: 100 }, (_, n) => ({ timestamp: at + n * 60, value: n }));
  const reply = await pushMany({ [metric.id]: some });
  assert.equal(reply.status, 202);
  assert.deepEqual(reply.body, { [metric.id]: some });
  assert.equal((await points()).length, 100);
  const [sum] = await t.sql<{ count: number; sum: number }[]>`
    select sum(count)::int as count, sum(sum) as sum from metric_hours
  `;
  assert.deepEqual(sum, { count: 100, sum: 4_950 });

  const bad = [
    { timestamp: at - 60, value: 1 },
    { timestamp: now() + 3_600, value: 1 },
  ];
  const refused = await pushMany({ [metric.id]: bad });
  assert.equal(refused.status, 422);
  assert.match(errorsOf(refused).join(), new RegExp(`^#/data/${metric.id}/1/timestamp: This is still to come`));
  assert.equal((await points()).length, 100);
});

test('what is wrong with a point is said in words', async () => {
  const wrong: [unknown, RegExp][] = [
    [{ timestamp: Date.now(), value: 1 }, /timestamp: .*looks like milliseconds/],
    [{ timestamp: now() + 3_600, value: 1 }, /timestamp: This is still to come/],
    [{ timestamp: now() - 31 * day, value: 1 }, /timestamp: .*more than 30 days/],
    [{ timestamp: String(now()), value: 1 }, /timestamp: Send a number/],
    [{ timestamp: now(), value: '12' }, /value: Send a number/],
    [{ timestamp: now(), value: null }, /value: Send a number/],
    [{ timestamp: -1, value: 1 }, /timestamp: Send seconds/],
    [{ timestamp: now(), value: 1e305 }, /value: Send a smaller number/],
    [{ timestamp: now() }, /value: Send this field/],
    [{}, /timestamp: Send this field/],
    [[], /data/],
    ['x', /data/],
  ];
  for (const [data, said] of wrong) {
    const reply = await push(data);
    assert.equal(reply.status, 422, JSON.stringify(data));
    assert.match(errorsOf(reply).join('\n'), said, JSON.stringify(data));
  }
  const raw = (body: string) =>
    t.request('POST', `/api/v1/metrics/${metric.id}/data`, { raw: body, headers: { authorization: `OAuth ${token}` } });
  assert.equal(codeOf(await raw(`{"data": {"timestamp": ${now()}, "value": NaN}}`)), 'malformed-json');
  assert.equal(errorsOf(await raw(`{"data": {"timestamp": ${now()}, "value": 1e999}}`)).length, 1);
  assert.equal(codeOf(await raw(`{"data": "${'x'.repeat(70_000)}"}`)), 'body-too-large');
  const tooMany = Array.from({ length: 3_001 }, () => ({ timestamp: now(), value: 1 }));
  assert.match(errorsOf(await pushMany({ [metric.id]: tooMany })).join(), /at most 3,000/);
  assert.deepEqual(await points(), []);
});

test('points of the last month are taken late, and a value is multiplied by the factor', async () => {
  const { id } = await create('Seconds', { factor: 1_000 });
  const authorization = `OAuth ${await makeToken(id)}`;
  const at = now() - 29 * day;
  assert.equal((await push({ timestamp: at, value: 0.25 }, { id, authorization })).status, 201);
  assert.deepEqual(await points(id), [[at, 250]]);
});

test('a token pushes to its own metric and opens nothing else', async () => {
  const other = await create('Other');
  const point = { timestamp: now(), value: 1 };
  assert.equal(codeOf(await push(point, { id: other.id })), 'metric-not-found');
  assert.equal(codeOf(await pushMany({ [other.id]: [point] })), 'metric-not-found');
  assert.deepEqual(await points(other.id), []);
  for (const authorization of ['', 'OAuth ', `OAuth ${'x'.repeat(43)}`, token, `Basic ${token}`, `OAuth ${token}x`])
    assert.equal((await push(point, { authorization })).status, 401, authorization);
  const read = await t.request('GET', '/api/v1/metrics', { headers: { authorization: `Bearer ${token}` } });
  assert.equal(read.status, 401);
});

test('a new token ends the one before, and a token that is taken back pushes nothing', async () => {
  const point = { timestamp: now(), value: 1 };
  const second = await makeToken(metric.id);
  assert.equal((await push(point)).status, 401);
  assert.equal((await push(point, { authorization: `OAuth ${second}` })).status, 201);
  assert.equal((await maya.request('DELETE', `/api/v1/metrics/${metric.id}/push-token`)).status, 204);
  assert.equal((await push(point, { authorization: `OAuth ${second}` })).status, 401);
  const rows = await t.sql`select * from audit where changes::text like ${`%${second}%`}`;
  assert.equal(rows.length, 0, 'the trail does not hold it');
});

test('a metric that the server reads has no token, and loses the one it had', async () => {
  const origin = { source: 'prometheus', query: { promql: 'up' } };
  const { body: read } = await maya.request<Metric>('POST', '/api/v1/metrics', { body: { name: 'Read', origin } });
  const reply = await maya.request('POST', `/api/v1/metrics/${read.id}/push-token`);
  assert.equal(codeOf(reply), 'not-a-push-metric');
  const changed = await maya.request<Metric>('PATCH', `/api/v1/metrics/${metric.id}`, { body: { origin } });
  assert.equal(changed.body.has_push_token, false);
  assert.equal((await push({ timestamp: now(), value: 1 })).status, 401);
});

test('whoever pushes without end, or guesses tokens, is asked to wait', async () => {
  const point = { timestamp: now(), value: 1 };
  for (let n = 0; n < 120; n++) assert.equal((await push(point)).status, 201);
  const limited = await push(point);
  assert.equal(limited.status, 429);
  assert.ok(Number(limited.headers.get('retry-after')) > 0);

  const guess = () => push(point, { authorization: `OAuth ${'x'.repeat(43)}`, from: '198.51.100.7' });
  for (let n = 0; n < 60; n++) assert.equal((await guess()).status, 401);
  assert.equal((await guess()).status, 429);
});

test('many who push at once leave hours that agree with their points', async () => {
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600 - 3_600;
  const some = (nth: number) =>
    Array.from({ length: 6 }, (_, n) => ({ timestamp: hour + (nth + n * 10) * 60, value: 1 }));
  await Promise.all(Array.from({ length: 10 }, (_, nth) => pushMany({ [metric.id]: some(nth) })));
  const rows = await t.sql<{ count: number }[]>`select count from metric_hours`;
  assert.deepEqual([...rows], [{ count: 60 }]);
});
