import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { MetricError, type Wanted } from '../../source.ts';
import { type FakePrometheus, type Scene, startFakePrometheus } from '../../testing/fake-prometheus.ts';
import { createPrometheus } from './index.ts';

const token = 'secret-of-prometheus';
const query = { promql: 'sum(rate(http_requests_total[5m]))' };
const minute = 60_000;
const until = new Date('2026-11-22T12:00:30Z');

let fake: FakePrometheus;
before(async () => {
  fake = await startFakePrometheus({ token });
});
after(() => fake.stop());
beforeEach(() => {
  fake.scene = undefined;
  fake.asked = [];
  fake.series = new Map([[query.promql, [(seconds) => String(seconds % 7)]]]);
});

const reader = (url = fake.url) => createPrometheus({ url, token });
const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  since: new Date(until.getTime() - 10 * minute),
  until,
  stepSeconds: 60,
  signal: AbortSignal.timeout(10_000),
  ...more,
});
const read = (more: Partial<Wanted> = {}, promql = query.promql) => reader().read({ promql }, wanted(more));
const failure = async (reading: Promise<unknown>): Promise<MetricError> => {
  const error = await reading.then(
    () => assert.fail('It gave something.'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof MetricError, String(error));
  const told = [error.message, error.stack, JSON.stringify(error.cause ?? null)].join(' ');
  assert.ok(!told.includes(token), 'the token is told to nobody');
  return error;
};
const json =
  (status: number, value: unknown, headers = {}): Scene =>
  (_request, response) =>
    void response.writeHead(status, headers).end(typeof value === 'string' ? value : JSON.stringify(value));

test('a series is read at whole minutes, so that the same ones come again', async () => {
  const { points } = await read();
  assert.equal(points.length, 11);
  assert.equal(points[0]?.at.toISOString(), '2026-11-22T11:50:00.000Z');
  assert.equal(points.at(-1)?.at.toISOString(), '2026-11-22T12:00:00.000Z');
  assert.ok(points.every(({ at, value }) => value === (at.getTime() / 1_000) % 7));
});

test('what is no number is a gap, and never a zero', async () => {
  const odd = ['NaN', '+Inf', '-Inf', undefined, '', '0x', '7'];
  fake.series.set(query.promql, [(seconds) => odd[(seconds / 60) % odd.length]]);
  const { points } = await read();
  assert.ok(points.length > 0);
  assert.ok(points.every(({ value }) => value === 7));
});

test('a zero that was measured is one', async () => {
  fake.series.set(query.promql, [() => '0']);
  assert.ok((await read()).points.every(({ value }) => value === 0));
});

test('several series are refused, with what to do about it', async () => {
  fake.series.set(query.promql, [() => '1', () => '2', () => '3']);
  const error = await failure(read());
  assert.equal(error.code, 'invalid');
  assert.match(error.message, /sum\(\)/);
});

test('an expression that gives nothing is told from one that is wrong', async () => {
  assert.equal((await failure(read({}, 'up{job="nobody"}'))).code, 'empty');
  fake.series.set(query.promql, [() => 'NaN']);
  assert.equal((await failure(read())).code, 'empty');
  const wrong = await failure(read({}, 'sum(up'));
  assert.equal(wrong.code, 'invalid');
  assert.match(wrong.message, /parse error: unclosed left parenthesis/);
});

test('whatever is wrong with an answer is told by its kind', async () => {
  const scenes: [string, Scene, MetricError['code']][] = [
    ['a proxy that is ill', json(502, '<html>Bad Gateway</html>'), 'unreachable'],
    ['another token', json(401, 'Unauthorized'), 'refused'],
    ['a forbidden tenant', json(403, 'Forbidden'), 'refused'],
    ['another address', json(404, '404 page not found'), 'unreachable'],
    ['a redirect', json(302, '', { location: 'http://127.0.0.1:1/' }), 'unreachable'],
    ['a page', json(200, '<html>Sign in</html>'), 'garbled'],
    ['half an answer', json(200, '{"status":"success","data":{"resultT'), 'garbled'],
    ['another answer', json(200, { status: 'success', data: { resultType: 'vector', result: [] } }), 'garbled'],
    ['words for values', json(200, matrix([[1, 7]])), 'garbled'],
    ['nothing at all', json(200, ''), 'garbled'],
    ['null', json(200, 'null'), 'garbled'],
    ['5 MB', json(200, `"${'x'.repeat(5_000_000)}"`), 'invalid'],
    ['a query that takes long', json(503, { status: 'error', errorType: 'timeout', error: 'x' }), 'unreachable'],
    ['a query that fails', json(422, { status: 'error', errorType: 'execution', error: 'many-to-many' }), 'invalid'],
    ['a closed connection', (_request, response) => response.destroy(), 'unreachable'],
  ];
  for (const [name, scene, code] of scenes) {
    fake.scene = scene;
    assert.equal((await failure(read())).code, code, name);
  }
});

test('a server that wants to be left alone says for how long', async () => {
  fake.scene = json(429, 'slow down', { 'retry-after': '90' });
  const error = await failure(read());
  assert.equal(error.code, 'limited');
  assert.equal(error.retryAfterSeconds, 90);
});

test('a server that does not answer is not waited for longer than was said', async () => {
  fake.scene = () => {};
  const error = await failure(read({ signal: AbortSignal.timeout(50) }));
  assert.equal(error.code, 'unreachable');
});

test('a redirect is not followed, so the token goes nowhere else', async () => {
  let visits = 0;
  const elsewhere = createServer((_request, response) => {
    visits++;
    response.end();
  });
  elsewhere.listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  fake.scene = json(307, '', { location: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/` });
  await failure(read());
  assert.equal(visits, 0);
  elsewhere.close();
});

test('user and password in the address are sent as such, and told to nobody', async () => {
  let sent: string | undefined;
  fake.scene = (request, response) => {
    sent = request.headers.authorization;
    response.writeHead(401).end();
  };
  const url = fake.url.replace('://', '://maya:s%C3%A9cret@');
  const asking = createPrometheus({ url, token: undefined });
  const error = await failure(asking.read(query, wanted()));
  assert.equal(sent, `Basic ${Buffer.from('maya:sécret').toString('base64')}`);
  assert.ok(!`${error.message} ${asking.state().detail}`.includes('cret'));
});

test('it says whether it is configured, and asks nobody when it is not', async () => {
  assert.equal(reader().state().is_configured, true);
  const nowhere = createPrometheus(undefined);
  assert.equal(nowhere.state().is_configured, false);
  assert.match(nowhere.state().detail, /ALLSWELL_PROMETHEUS_URL/);
  assert.equal((await failure(nowhere.read(query, wanted()))).code, 'refused');
  assert.equal(fake.asked.length, 0);
});

function matrix(values: unknown) {
  return { status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } };
}
