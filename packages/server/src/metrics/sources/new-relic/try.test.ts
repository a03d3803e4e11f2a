import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type {
  MetricSourceState,
  MetricTrialResult,
  NewRelicApplication,
  NewRelicEntity,
  Problem,
} from '@allswell/protocol';
import { metricTrialResultSchema, newRelicApplicationSchema, newRelicEntitySchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../../testing/app.ts';
import { type FakeNewRelic, type NewRelicScene, startFakeNewRelic } from '../../../testing/new-relic.ts';

let fake: FakeNewRelic;
let server: TestApp;
let maya: TestAdmin;
before(async () => {
  fake = await startFakeNewRelic();
  server = await createTestApp(fake.config);
  maya = await setUpAdmin(server);
});
after(async () => {
  await server.drop();
  await fake.close();
});
beforeEach(async () => {
  fake.play('ok');
  await server.sql`delete from rate_limits`;
});

const nrqlOf = (nrql: string, account_id?: number) => ({
  source: 'new_relic',
  query: { kind: 'nrql', nrql, ...(account_id !== undefined && { account_id }) },
});
const speed = nrqlOf('SELECT average(duration) * 1000 FROM Transaction');
const golden = (figure: string) => ({
  source: 'new_relic',
  query: { kind: 'golden', entity_guid: fake.entities[0]?.guid, figure },
});
const attempt = <T = MetricTrialResult>(origin: object, admin = maya) =>
  admin.request<T>('POST', '/api/v1/metrics/try', { body: { origin } });

async function refuses(origin: object, pointer: string, says: RegExp, admin = maya): Promise<Problem> {
  const { status, problem } = await attempt(origin, admin);
  assert.equal(status, 422, JSON.stringify(problem));
  assert.match(problem.type, /\/metric-unreadable$/);
  assert.match(problem.errors?.[0]?.detail ?? '', says);
  assert.equal(problem.errors?.[0]?.pointer, pointer);
  return problem;
}

/** The same page, whose server is configured otherwise. */
async function asConfigured(
  newRelic: Partial<FakeNewRelic['config']['newRelic']>,
  work: (admin: TestAdmin) => Promise<void>,
) {
  const other = await createTestApp({ ...fake.config, newRelic: { ...fake.config.newRelic, ...newRelic } });
  try {
    await work(await setUpAdmin(other));
  } finally {
    await other.drop();
  }
}

test('a try gives the newest value, the day before it, and how it may be labelled', async () => {
  const { status, body } = await attempt(golden('response_time'));
  assert.equal(status, 200);
  assert.ok(v.is(metricTrialResultSchema, body));
  assert.deepEqual(body.suggested, { suffix: 'ms', decimal_places: 0 });
  assert.ok(body.value >= 150 && body.value <= 250);
  assert.ok(Date.now() - Date.parse(body.as_of) < 5 * 60_000);
  assert.ok((body.series?.values.filter((value) => value !== null).length ?? 0) > 280);
  for (const [figure, suffix] of [
    ['throughput', 'rpm'],
    ['error_rate', '%'],
    ['apdex', ''],
  ] as const)
    assert.equal((await attempt(golden(figure))).body.suggested.suffix, suffix);
  const rest = await attempt({ source: 'new_relic_rest', query: { application_id: 987_654, figure: 'apdex' } });
  assert.deepEqual([rest.status, rest.body.value, rest.body.series], [200, 0.97, null]);
  assert.doesNotMatch(JSON.stringify([body, rest.body]), /internal billing/);
});

test('a wrong key and a wrong region say which setting to look at', async () => {
  await asConfigured({ apiKey: 'NRAK-ANOTHER-ONE-01' }, async (admin) => {
    const problem = await refuses(speed, '#/origin', /refuses the key.*ALLSWELL_NEW_RELIC_API_KEY/, admin);
    assert.doesNotMatch(JSON.stringify(problem), /ANOTHER/);
  });
  await asConfigured({ region: 'eu' }, (admin) =>
    refuses(speed, '#/origin', /region eu.*ALLSWELL_NEW_RELIC_REGION/, admin).then(() => {}),
  );
  await refuses(nrqlOf(speed.query.nrql ?? '', 9), '#/origin', /may not read this account/);
});

test('a query that is not one SELECT of one figure says what to change, and New Relic is not asked', async () => {
  fake.calls.length = 0;
  const mistakes: [string, RegExp][] = [
    ['SHOW EVENT TYPES', /Begin with SELECT/],
    ['SELECT count(*) FROM Transaction; SELECT 1 FROM X', /second one/],
    ['SELECT count(*) FROM (SELECT count(*) FROM X)', /one SELECT/],
    ['SELECT count(*), sum(x) FROM Transaction', /Select one figure/],
    ['SELECT count(*) FROM Transaction FACET appName', /Leave out FACET/],
    ['SELECT count(*) FROM Transaction SINCE 30 days ago', /Leave out SINCE/],
    ['mutation { x }', /Begin with SELECT/],
  ];
  for (const [nrql, says] of mistakes) {
    await refuses(nrqlOf(nrql), '#/origin/query/nrql', says);
    const { status } = await maya.request('POST', '/api/v1/metrics', { body: { name: 'Speed', origin: nrqlOf(nrql) } });
    assert.equal(status, 422);
  }
  assert.equal(fake.calls.length, 0);
});

test('words, nothing, several values and mistakes that only New Relic sees are told apart', async () => {
  const scenes: [NewRelicScene, string, RegExp][] = [
    ['words', '#/origin/query/nrql', /words and no numbers/],
    ['nothing', '#/origin/query/nrql', /no values/],
    ['facet', '#/origin/query/nrql', /FACET/],
    ['TIMEOUT', '#/origin', /in time/],
    ['429', '#/origin', /too often/],
    ['html 502', '#/origin', /HTTP 502/],
    ['truncated', '#/origin', /cut off/],
  ];
  for (const [scene, pointer, says] of scenes) {
    fake.play(scene);
    await refuses(speed, pointer, says);
  }
  fake.play('ok');
  await refuses(
    nrqlOf("SELECT count(*) FROM Transaction WHERE `it's` = 1"),
    '#/origin/query/nrql',
    /NRQL Syntax Error/,
  );
  await refuses(
    { source: 'new_relic', query: { kind: 'golden', entity_guid: 'Tk9ORQ', figure: 'apdex' } },
    '#/origin/query/entity_guid',
    /no such entity/,
  );
});

test('entities and applications are found by a part of their name; the state says how we are configured', async () => {
  const { body: entities } = await maya.request<NewRelicEntity[]>(
    'GET',
    '/api/v1/metric-sources/new-relic/entities?q=fern',
  );
  assert.ok(v.is(v.array(newRelicEntitySchema), entities));
  assert.equal(entities[0]?.guid, fake.entities[0]?.guid);
  const { body: applications } = await maya.request<NewRelicApplication[]>(
    'GET',
    '/api/v1/metric-sources/new-relic-rest/applications?q=fern',
  );
  assert.ok(v.is(v.array(newRelicApplicationSchema), applications));
  assert.deepEqual(
    applications.map(({ id }) => id),
    [987_654],
  );
  const { body: sources } = await maya.request<MetricSourceState[]>('GET', '/api/v1/metric-sources');
  const own = sources.find(({ source }) => source === 'new_relic');
  assert.deepEqual([own?.is_configured, own?.detail], [true, 'Region us, account 1234567.']);
});

test('nobody but an admin has anything asked of New Relic', async () => {
  fake.calls.length = 0;
  for (const [method, path] of [
    ['POST', '/api/v1/metrics/try'],
    ['GET', '/api/v1/metric-sources/new-relic/entities?q='],
    ['GET', '/api/v1/metric-sources/new-relic-rest/applications?q='],
  ] as const)
    assert.equal(
      (await server.request(method, path, method === 'POST' ? { body: { origin: speed } } : {})).status,
      401,
    );
  assert.equal(fake.calls.length, 0);
});
