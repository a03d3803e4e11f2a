import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { UptimeReport } from '@allswell/protocol';
import { uptimeReportSchema } from '@allswell/protocol/schema';
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
const [api, web, shop, old, group] = ['api000000000', 'web000000000', 'shop00000000', 'old000000000', 'group0000000'];
const [one, night, evil] = ['one000000000', 'night0000000', 'evil00000000'];

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
  await maya.request('PATCH', '/api/v1/settings', { body: { time_zone: 'Europe/Berlin' } });
  const { sql } = t;
  await sql`insert into component_groups (id, name, position) values (${group}, '=Storefront', 2)`;
  await sql`insert into components (id, name, position, group_id, start_date, archived_at) values
    (${api}, 'API', 1, null, '2024-01-01', null),
    (${web}, 'Web, "the" site', 1, ${group}, '2024-01-01', null),
    (${shop}, 'Shop', 2, ${group}, '2024-01-01', null),
    (${old}, 'Old', 3, null, '2024-01-01', '2026-03-30T00:00:00+02:00')`;
  await sql`insert into incidents (id, name, status, impact, started_at, resolved_at) values
    (${one}, 'Errors', 'resolved', 'major', '2026-03-28T23:30:00+01:00', '2026-03-29T04:00:00+02:00'),
    (${evil}, '=HYPERLINK("https://evil.example")', 'resolved', 'minor', '2026-03-10T10:00:00+01:00', '2026-03-10T11:00:00+01:00')`;
  await sql`insert into incidents
    (id, name, status, started_at, resolved_at, scheduled_for, scheduled_until) values
    (${night}, 'Database move', 'completed', '2026-03-29T12:00:00+02:00', '2026-03-29T14:00:00+02:00',
      '2026-03-29T12:00:00+02:00', '2026-03-29T14:00:00+02:00')`;
  await sql`insert into incident_components (incident_id, component_id, status, status_before) values
    (${one}, ${api}, 'major_outage', 'operational'), (${one}, ${web}, 'partial_outage', 'operational')`;
  await sql`insert into component_changes (component_id, status, starts_at, ends_at, incident_id, told) values
    (${api}, 'major_outage', '2026-03-28T23:30:00+01:00', '2026-03-29T04:00:00+02:00', ${one}, true),
    (${web}, 'partial_outage', '2026-03-29T03:00:00+02:00', '2026-03-29T04:00:00+02:00', ${one}, true),
    (${api}, 'under_maintenance', '2026-03-29T12:00:00+02:00', '2026-03-29T14:00:00+02:00', ${night}, true)`;
});
after(() => t.drop());

const ask = (query: string, headers = {}) => maya.request<UptimeReport>('GET', `/api/v1/uptime?${query}`, { headers });
const file = (path: string) => maya.request<string>('GET', path);
const table = (text: unknown): Record<string, string>[] => {
  assert.ok(typeof text === 'string');
  return parse<Record<string, string>>(text, { columns: true, record_delimiter: '\r\n' });
};

test('a report says how much everything was up on some days, and why, in the order of the page', async () => {
  const { status, body } = await ask('from=2026-03-28&to=2026-03-29');
  assert.equal(status, 200);
  v.parse(uptimeReportSchema, body);
  assert.deepEqual(
    body.components.map(({ name, percent }) => [name, percent]),
    [
      ['API', 92.22],
      ['=Storefront', 99.68],
      ['Web, "the" site', 99.36],
      ['Shop', 100],
    ],
  );
  const [first] = body.components;
  // Forty-seven hours of two days, of which two are maintenance: the clocks were put forward.
  assert.deepEqual(first?.seconds, {
    known: 47 * 3_600,
    maintenance: 2 * 3_600,
    degraded: 0,
    partial: 0,
    major: 3.5 * 3_600,
    down: 3.5 * 3_600,
  });
  assert.deepEqual(
    first.spans.map(({ starts_at, ends_at, excluded, incidents }) => [starts_at, ends_at, excluded, incidents]),
    [
      ['2026-03-28T23:30:00.000+01:00', '2026-03-29T04:00:00.000+02:00', false, [one]],
      ['2026-03-29T12:00:00.000+02:00', '2026-03-29T14:00:00.000+02:00', true, [night]],
    ],
  );
  assert.deepEqual(
    body.stories.map(({ id }) => id),
    [one, night],
  );
  assert.deepEqual(body.weights, [{ major_outage: 1, partial_outage: 0.3, degraded_performance: 0, from: null }]);
  assert.equal('days' in first, false);
});

test('days are those of the page’s zone, both included, and the one in spring has 23 hours', async () => {
  const { body } = await ask(`from=2026-03-28&to=2026-03-30&component=${api}&days=true`);
  assert.deepEqual(
    body.components[0]?.days?.map(({ date, known, major, level, related }) => [date, known, major, level, related]),
    [
      ['2026-03-28', 86_400, 1_800, '3', [one]],
      ['2026-03-29', 82_800, 10_800, '3', [night, one]],
      ['2026-03-30', 86_400, 0, '0', []],
    ],
  );
});

test('a group is asked for by its id, and has the days of its members', async () => {
  const { body } = await ask(`from=2026-03-29&to=2026-03-29&component=${group}&days=true`);
  assert.equal(body.components.length, 1);
  const [only] = body.components;
  assert.deepEqual([only?.group, only?.percent, only?.spans], [true, 99.34, []]);
  assert.deepEqual(only?.days?.[0]?.related, [one]);
});

test('an archived component is asked for by its id, and counts until it was archived', async () => {
  const { body } = await ask(`from=2026-03-29&to=2026-03-31&component=${old}`);
  assert.equal(body.components[0]?.seconds.known, 82_800);
  const all = await ask('from=2026-03-29&to=2026-03-31');
  assert.ok(!all.body.components.some(({ id }) => id === old));
});

test('without days the last ninety are told', async () => {
  const { body } = await ask(`component=${api}&days=true`);
  assert.equal(body.components[0]?.days?.length, 90);
  assert.equal((await ask(`to=2026-03-29&component=${api}`)).body.from, '2025-12-30');
});

test('days that make no sense are refused, each with where it is', async () => {
  const refused = async (query: string) => {
    const { status, problem } = await ask(query);
    return [status, problem.errors?.map(({ pointer }) => pointer)];
  };
  assert.deepEqual(await refused('from=2026-03-30&to=2026-03-29'), [422, ['?to']]);
  assert.deepEqual(await refused('to=2999-01-01'), [422, ['?to']]);
  assert.deepEqual(await refused('from=2999-01-01'), [422, ['?from']]);
  assert.deepEqual(await refused('from=2015-03-28&to=2026-03-29'), [422, ['?from']]);
  assert.deepEqual(await refused('from=2026-02-30&to=yesterday&days=1&format=xml&component=x'), [
    422,
    ['?from', '?to', '?component', '?days', '?format'],
  ]);
  const unknown = await ask('component=unknown00000');
  assert.deepEqual([unknown.status, unknown.problem.type.split('/').at(-1)], [404, 'component-not-found']);
  assert.equal((await ask('from=2016-03-29&to=2026-03-29')).status, 200);
  assert.equal((await t.request('GET', '/api/v1/uptime')).status, 401);
});

test('as CSV there is a line for each component, by the address or by what is accepted', async () => {
  const { headers, body } = await ask('from=2026-03-28&to=2026-03-29&format=csv');
  assert.match(headers.get('content-type') ?? '', /^text\/csv; charset=utf-8/);
  assert.match(headers.get('content-disposition') ?? '', /filename="uptime-2026-03-28-2026-03-29\.csv"/);
  assert.deepEqual(
    table(body).map(({ component, percent, major_seconds }) => [component, percent, major_seconds]),
    [
      ['API', '92.22', '12600'],
      ["'=Storefront", '99.68', '0'],
      ['Web, "the" site', '99.36', '0'],
      ['Shop', '100.00', '0'],
    ],
  );
  assert.equal((await ask('from=2026-03-28&to=2026-03-29', { accept: 'text/csv' })).body, body);
});

test('with days there is a line for each of them', async () => {
  const { body } = await ask(`from=2026-03-28&to=2026-03-30&component=${api}&days=true&format=csv`);
  assert.deepEqual(
    table(body).map(({ date, level, percent, incidents }) => [date, level, percent, incidents]),
    [
      ['2026-03-28', '3', '97.91', one],
      ['2026-03-29', '3', '85.71', `${night}|${one}`],
      ['2026-03-30', '0', '100.00', ''],
    ],
  );
});

test('spans and incidents are exported as CSV and as JSON, and nothing in them is a formula', async () => {
  const get = (query: string) =>
    maya.request<Record<string, unknown>[]>('GET', `/api/v1/uptime/export?from=2026-03-01&to=2026-03-31&${query}`);
  const spans = await get('what=spans&format=json');
  assert.deepEqual(
    spans.body.map(({ component, starts_at, counts_as, incidents }) => [component, starts_at, counts_as, incidents]),
    [
      ['API', '2026-03-28T23:30:00.000+01:00', 'major_outage', [one]],
      ['API', '2026-03-29T12:00:00.000+02:00', 'under_maintenance', [night]],
      ['Web, "the" site', '2026-03-29T03:00:00.000+02:00', 'partial_outage', [one]],
    ],
  );
  assert.equal(table((await get('what=spans')).body).length, 3);

  const incidents = await get('what=incidents&format=json');
  assert.deepEqual(
    incidents.body.map(({ id, kind, seconds, components }) => [id, kind, seconds, components]),
    [
      [evil, 'incident', 3_600, []],
      [one, 'incident', 3.5 * 3_600, ['API', 'Web, "the" site']],
      [night, 'maintenance', 7_200, []],
    ],
  );
  const [formula] = table((await get('what=incidents&format=csv')).body);
  assert.equal(formula?.['name'], `'=HYPERLINK("https://evil.example")`);
  assert.equal((await maya.request('GET', '/api/v1/uptime/export?what=everything')).status, 422);
  assert.equal((await maya.request('GET', '/api/v1/uptime/export?what=spans&to=2999-01-01')).status, 422);
});

test('of nothing an export has its head', async () => {
  const range = 'from=2025-03-01&to=2025-03-02';
  const csv = await file(`/api/v1/uptime/export?what=spans&${range}`);
  // Nothing stands before it: not every program knows a byte order mark.
  assert.match(csv.body, /^component_id,component,starts_at,[\w,]+\r\n$/);
  assert.deepEqual((await maya.request('GET', `/api/v1/uptime/export?what=spans&format=json&${range}`)).body, []);
});

test('something that began in one month and ended in another is exported once', async () => {
  await t.sql`insert into incidents (id, name, status, impact, started_at, resolved_at) values
    ('long00000000', 'Long', 'resolved', 'minor', '2025-06-20T10:00:00Z', '2025-08-20T10:00:00Z')`;
  const { body } = await maya.request<{ id: string }[]>(
    'GET',
    '/api/v1/uptime/export?what=incidents&format=json&from=2025-05-01&to=2025-12-31',
  );
  assert.deepEqual(
    body.map(({ id }) => id),
    ['long00000000'],
  );
  const inside = await maya.request<{ id: string }[]>(
    'GET',
    '/api/v1/uptime/export?what=incidents&format=json&from=2025-07-10&to=2025-07-11',
  );
  assert.equal(inside.body.length, 1);
});
