import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { after, before, beforeEach, test } from 'node:test';
import { MetricError, type MetricPoint, type Wanted } from '../metrics/source.ts';
import { type FakeNewRelic, newRelicScenes, startFakeNewRelic } from '../testing/new-relic.ts';
import { createNewRelic, type NewRelic } from './create-new-relic.ts';

const minuteMs = 60_000;
const until = new Date('2026-11-22T10:20:30Z');
const now = () => until.getTime();
const query = "SELECT average(duration) * 1000 FROM Transaction WHERE appName = 'Fernhill'";

let fake: FakeNewRelic;
let client: NewRelic;
before(async () => {
  fake = await startFakeNewRelic({ now });
});
after(() => fake.close());
beforeEach(() => {
  fake.play('ok');
  fake.calls.length = 0;
  client = createNewRelic(fake.config, { timeoutMs: 10_000, now });
});

const wanted = (minutes: number, signal = new AbortController().signal): Wanted => ({
  since: new Date(until.getTime() - minutes * minuteMs),
  until,
  stepSeconds: 60,
  signal,
});
const values = (points: MetricPoint[]) => points.map(({ value }) => value);
const fails = (work: Promise<unknown>, code: string, says: RegExp) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof MetricError, inspect(error));
    assert.deepEqual([error.code, says.test(error.message)], [code, true], `${error.code}: ${error.message}`);
    return true;
  });

test('a query is sent with the key in its header, its text in a variable, and the time that we add', async () => {
  const points = await client.runNrql(`${query} -- of the shop`, wanted(6));
  const [call] = fake.calls;
  assert.equal(fake.calls.length, 1);
  assert.deepEqual([call?.method, call?.host, call?.path], ['POST', 'api.newrelic.com', '/graphql']);
  assert.equal(call?.headers['api-key'], fake.config.newRelic.apiKey);
  assert.equal(call.headers['authorization'], undefined);
  const sent = JSON.parse(call.body) as { query: string; variables: Record<string, unknown> };
  assert.doesNotMatch(sent.query, /Fernhill|SELECT|1234567/);
  assert.deepEqual(sent.variables, {
    account: 1_234_567,
    w0: `${query} SINCE ${Date.parse('2026-11-22T10:14:00Z')} UNTIL ${Date.parse('2026-11-22T10:19:00Z')} TIMESERIES 60 seconds`,
  });
  // The last whole minute that had a minute to come in.
  assert.deepEqual(
    [points[0]?.at, points.at(-1)?.at],
    [new Date('2026-11-22T10:14:00Z'), new Date('2026-11-22T10:18:00Z')],
  );
});

test('a day is read minute by minute in one request, within what one query gives', async () => {
  const points = await client.runNrql(query, wanted(24 * 60));
  assert.deepEqual([fake.calls.length, fake.calls[0]?.nrql.length, points.length], [1, 4, 1_439]);
  assert.ok(points.every(({ at }, index) => index === 0 || at.getTime() - Number(points[index - 1]?.at) === minuteMs));
});

test('the last minutes are read once more, because some of what they hold comes late', async () => {
  assert.equal((await client.runNrql(query, wanted(0))).length, 3);
});

test('another account is asked where a query names one, and refused where the key does not see it', async () => {
  await fails(client.runNrql(query, wanted(5), 7), 'refused', /may not read this account/);
  const without = createNewRelic({ ...fake.config, newRelic: { ...fake.config.newRelic, accountId: undefined } });
  await fails(without.runNrql(query, wanted(5)), 'invalid', /Say which account/);
  assert.equal((await without.runNrql(query, wanted(5), 1_234_567)).length, 4);
});

test('a wrong key, and the right key in another region, say where to look', async () => {
  const wrong = (newRelic: Partial<FakeNewRelic['config']['newRelic']>) =>
    createNewRelic({ ...fake.config, newRelic: { ...fake.config.newRelic, ...newRelic } });
  await fails(wrong({ apiKey: 'NRAK-WRONG-ONE' }).runNrql(query, wanted(5)), 'refused', /API_KEY.*REGION/);
  for (const region of ['eu', 'jp', 'fedramp'] as const) {
    await fails(wrong({ region }).runNrql(query, wanted(5)), 'refused', new RegExp(`region ${region}`));
    await fails(wrong({ region }).findApplications(''), 'refused', new RegExp(`region ${region}`));
  }
  assert.deepEqual(fake.calls.map(({ host }) => host).slice(1), [
    ...['api.eu.newrelic.com', 'api.eu.newrelic.com', 'api.jp.newrelic.com', 'api.jp.newrelic.com'],
    ...['gov-api.newrelic.com', 'gov-api.newrelic.com'],
  ]);
});

test('what is not configured asks nobody and says what is missing', async () => {
  const none = createNewRelic({ newRelic: undefined });
  assert.deepEqual([none.state().is_configured, /ALLSWELL_NEW_RELIC_API_KEY/.test(none.state().detail)], [false, true]);
  await fails(none.runNrql(query, wanted(5)), 'refused', /not configured/);
  assert.doesNotMatch(client.state().detail, /NRAK/);
});

test('a query that is not one SELECT, that gives words, or nothing, is told apart', async () => {
  await fails(client.runNrql('SHOW EVENT TYPES', wanted(5)), 'invalid', /Begin with SELECT/);
  assert.equal(fake.calls.length, 0);
  await fails(
    client.runNrql("SELECT count(*) FROM Transaction WHERE a = 'x' AND 'y", wanted(5)),
    'invalid',
    /Close the text/,
  );
  fake.play('words');
  await fails(client.runNrql(query, wanted(5)), 'invalid', /words and no numbers/);
  fake.play('nothing');
  await fails(client.runNrql(query, wanted(5)), 'empty', /no values/);
});

test('what New Relic does not understand is told in its own words', async () => {
  // A quote in a name is one that only New Relic's own parser stumbles upon.
  await fails(
    client.runNrql("SELECT count(*) FROM Transaction WHERE `it's` = 1", wanted(5)),
    'invalid',
    /NRQL Syntax Error: Error at line 1/,
  );
});

/** What becomes of a figure in each scene: how many of five values, or which failure. */
const expected: Record<string, number | [string, RegExp]> = {
  ok: 5,
  plain: 1,
  facet: ['invalid', /FACET/],
  'facet-timeseries': ['invalid', /FACET/],
  nulls: 2,
  nan: 2,
  many: 5,
  words: ['invalid', /words/],
  nothing: ['empty', /no values/],
  objects: 5,
  TOO_MANY_REQUESTS: ['limited', /too often/],
  TIMEOUT: ['unreachable', /in time/],
  INTERNAL_SERVER_ERROR: ['unreachable', /not well/],
  SERVER_ERROR: ['unreachable', /not well/],
  BAD_API_KEY: ['refused', /ALLSWELL_NEW_RELIC_API_KEY/],
  partial: 5,
  401: ['refused', /ALLSWELL_NEW_RELIC_API_KEY/],
  403: ['refused', /ALLSWELL_NEW_RELIC_API_KEY/],
  429: ['limited', /too often/],
  '429 for long': ['limited', /too often/],
  '429 until': ['limited', /too often/],
  500: ['unreachable', /HTTP 500/],
  'html 502': ['unreachable', /HTTP 502/],
  'html 200': ['garbled', /no JSON/],
  'bare nan': ['garbled', /no JSON/],
  truncated: ['garbled', /cut off/],
  reset: ['unreachable', /no answer/],
  slow: ['unreachable', /in time/],
  redirect: ['unreachable', /elsewhere/],
  endless: ['garbled', /1 MB/],
  'repeats the key': ['invalid', /\[key\]/],
  null: ['garbled', /NerdGraph/],
  empty: ['garbled', /no JSON/],
};

for (const scene of newRelicScenes) {
  test(`in the scene “${scene}” one question is asked, and it ends in values or in a reason without the key`, async () => {
    fake.play(scene);
    const outcome = expected[scene];
    const brief = createNewRelic(fake.config, { timeoutMs: scene === 'slow' ? 200 : 10_000, now });
    const reading = brief.runNrql(query, wanted(6));
    if (typeof outcome === 'number') {
      const read = values(await reading);
      assert.equal(read.length, outcome);
      assert.ok(read.every((value) => value >= 150 && value <= 250));
    } else if (outcome) {
      await fails(reading, ...outcome);
      const error: unknown = await reading.catch((reason: unknown) => reason);
      assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /FERNHILLREADSONLY/i);
      assert.doesNotMatch(inspect(error, { depth: 9 }), /RkVSTkhJTExSRUFEU|GRVJOSElMTFJFQURT|ZFUk5ISUxMUkVBR/);
    } else assert.fail('Say what is expected.');
    assert.equal(fake.calls.length, 1);
  });
}

test('how long New Relic wants to be left alone is heard, in seconds or as an instant', async () => {
  const waits: [Parameters<FakeNewRelic['play']>[0], number | undefined][] = [
    ['429', 60],
    ['429 for long', 600],
    ['429 until', 300],
    ['TOO_MANY_REQUESTS', 60],
    ['500', undefined],
  ];
  for (const [scene, seconds] of waits) {
    fake.play(scene);
    const error: unknown = await client.runNrql(query, wanted(5)).catch((reason: unknown) => reason);
    assert.ok(error instanceof MetricError);
    const heard = error.retryAfterSeconds;
    assert.ok(heard === seconds || (seconds === 300 && heard !== undefined && Math.abs(heard - 300) <= 1), scene);
  }
});

test('no more than five questions are in the air, however many come at once', async () => {
  fake.play('slow');
  const all = Array.from({ length: 40 }, () => client.runNrql(query, wanted(5)).catch((error: unknown) => error));
  while (fake.calls.length < 5) await new Promise((resolve) => setImmediate(resolve));
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(fake.calls.length, 5);
  fake.play('ok'); // lets go of those that wait
  const ended = await Promise.all(all);
  assert.equal(ended.filter((one) => one instanceof MetricError).length, 5);
  assert.equal(ended.filter((one) => Array.isArray(one)).length, 35);
});

test('who does not wait any longer is told so', async () => {
  const stopping = new AbortController();
  fake.play('slow');
  const reading = client.runNrql(query, wanted(5, stopping.signal));
  while (fake.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
  stopping.abort();
  await fails(reading, 'unreachable', /not waited for/);
});

test('a golden figure is asked by the query that New Relic keeps, which is looked up once', async () => {
  const guid = fake.entities[0]?.guid ?? '';
  const asked: string[] = [];
  for (const figure of ['response_time', 'throughput', 'error_rate', 'apdex'] as const) {
    await client.goldenFigure(guid, figure, wanted(5));
    await client.goldenFigure(guid, figure, wanted(5));
    asked.push(fake.calls.at(-1)?.nrql[0]?.replace(/ SINCE .*/, '') ?? '');
  }
  assert.equal(fake.calls.length, 12);
  const of = `FROM Metric WHERE (entity.guid = '${guid}')`;
  assert.deepEqual(asked, [
    `SELECT average(apm.service.transaction.duration) * 1000 AS 'Response time (ms)' ${of}`,
    `SELECT rate(count(apm.service.transaction.duration), 1 minute) AS 'Throughput' ${of}`,
    `SELECT (count(apm.service.error.count) / count(apm.service.transaction.duration)) * 100 AS 'Error %' ${of}`,
    `SELECT apdex(duration, t: 0.4) FROM Transaction WHERE entityGuid = '${guid}'`,
  ]);
});

test('an application of which New Relic keeps nothing useful is asked by queries of our own; another kind says so', async () => {
  const [application] = fake.entities;
  assert.ok(application);
  const old = {
    ...application,
    guid: 'T0xE',
    golden: [{ name: 'responseTimeMs', title: '', unit: 'BYTES', query: 'x' }],
  };
  const host = { ...application, guid: 'SE9TVA', domain: 'INFRA', type: 'HOST' };
  const slow = {
    ...host,
    guid: 'U0xPVw',
    golden: [{ name: 'responseTime', title: '', unit: 'SECONDS', query: 'SELECT average(d) FROM X' }],
  };
  fake.entities.push(old, host, slow);
  await client.goldenFigure('T0xE', 'error_rate', wanted(5));
  assert.match(
    fake.calls.at(-1)?.nrql[0] ?? '',
    /^SELECT percentage\(count\(\*\), WHERE error IS true\) FROM Transaction WHERE entityGuid = 'T0xE' SINCE/,
  );
  await fails(client.goldenFigure('SE9TVA', 'apdex', wanted(5)), 'invalid', /no such figure/);
  assert.ok(values(await client.goldenFigure('U0xPVw', 'response_time', wanted(5))).every((value) => value >= 150_000));
  await fails(client.goldenFigure('Tk9ORQ', 'apdex', wanted(5)), 'invalid', /no such entity/);
  await fails(client.goldenFigure("x' OR 'y", 'apdex', wanted(5)), 'invalid', /no GUID/);
});

test('entities are found by a part of their name, what reports first', async () => {
  const [application] = fake.entities;
  assert.ok(application);
  fake.entities.push({ ...application, guid: 'QUFB', name: 'A fernhill that "sleeps" {', reporting: false });
  const found = await client.findEntities('fernhill');
  assert.equal(found[0]?.is_reporting, true);
  assert.deepEqual(found.at(-1), {
    guid: 'QUFB',
    name: 'A fernhill that "sleeps" {',
    type: 'APM APPLICATION',
    account_id: 1_234_567,
    is_reporting: false,
  });
  assert.deepEqual(
    (await client.findEntities('"sleeps" {')).map(({ guid }) => guid),
    ['QUFB'],
  );
  assert.deepEqual(await client.findEntities("nobody's"), []);
});

test('issues are found across pages, beyond the last day, and those that are unknown are left out', async () => {
  const dayMs = 24 * 60 * minuteMs;
  const closedAt = now() - minuteMs;
  fake.issues.push(
    ...['a', 'b', 'c', 'd', 'e'].map((issueId, at) => ({
      issueId,
      state: at < 2 ? 'ACTIVATED' : 'CLOSED',
      createdAt: now() - at * 5 * dayMs,
      closedAt: at < 2 ? null : closedAt,
    })),
  );
  const found = await client.findIssues(['a', 'c', 'd', 'e', 'nobody', 'a']);
  assert.deepEqual(found, [
    { issueId: 'a', state: 'ACTIVATED', closedAt: null },
    ...['c', 'd', 'e'].map((issueId) => ({ issueId, state: 'CLOSED', closedAt: new Date(closedAt) })),
  ]);
  assert.equal(fake.calls.length, 2);
  assert.deepEqual(await client.findIssues([]), []);
  fake.play('html 502');
  await fails(client.findIssues(['a']), 'unreachable', /HTTP 502/);
});

test('the REST API is asked with its own header, and gives one value for this minute', async () => {
  const figures = ['response_time', 'throughput', 'error_rate', 'apdex'] as const;
  const read = await Promise.all(figures.map((figure) => client.applicationFigure(987_654, figure, wanted(0))));
  assert.deepEqual(
    read.map(({ value }) => value),
    [138, 420, 0.25, 0.97],
  );
  assert.ok(read.every(({ at }) => at.getTime() === Date.parse('2026-11-22T10:20:00Z')));
  const [call] = fake.calls;
  assert.deepEqual(
    [call?.method, call?.path, call?.headers['x-api-key']],
    ['GET', '/v2/applications/987654.json', fake.config.newRelic.apiKey],
  );
  assert.deepEqual(await client.findApplications('FERNHILL in'), [
    { id: 987_654, name: 'Fernhill internal billing', is_reporting: true },
  ]);
  assert.equal(new URL(fake.calls.at(-1)?.path ?? '', 'http://x').searchParams.get('filter[name]'), 'FERNHILL in');
});

test('an application that does not report, or has no requests, has no figures and no zeros', async () => {
  const [application] = fake.applications;
  assert.ok(application);
  fake.applications.push(
    { ...application, id: 2, reporting: false },
    { ...application, id: 3, summary: { response_time: 0, throughput: 0, error_rate: 0, apdex_score: 0 } },
    { ...application, id: 4, summary: { response_time: '', throughput: [], error_rate: true, apdex_score: {} } },
  );
  const read = (id: number, figure: 'apdex' | 'throughput' | 'response_time') =>
    client.applicationFigure(id, figure, wanted(0));
  await fails(read(2, 'apdex'), 'empty', /reports nothing/);
  await fails(read(3, 'response_time'), 'empty', /no requests/);
  await fails(read(3, 'apdex'), 'empty', /no requests/);
  assert.equal((await read(3, 'throughput')).value, 0);
  for (const figure of ['apdex', 'throughput', 'response_time'] as const)
    await fails(read(4, figure), 'empty', /no such figure/);
  await fails(read(5, 'apdex'), 'invalid', /knows nothing/);
  for (const scene of ['nulls', 'nan', 'words', 'nothing'] as const) {
    fake.play(scene);
    await fails(read(987_654, 'apdex'), 'empty', /./);
  }
});
