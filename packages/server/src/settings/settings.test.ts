import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Settings } from '@allswell/protocol';
import { settingsSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());

const change = (body: object, headers = {}) => maya.request<Settings>('PATCH', '/api/v1/settings', { body, headers });

test('named settings change and the others stay', async () => {
  const before = (await maya.request<Settings>('GET', '/api/v1/settings')).body;
  const { status, body } = await change({
    name: 'Fernhill',
    languages: ['de', 'en'],
    default_language: 'de',
    accent_color: '#1a4fd6',
  });
  assert.equal(status, 200);
  assert.deepEqual(v.parse(settingsSchema, body), {
    ...before,
    name: 'Fernhill',
    languages: ['de', 'en'],
    default_language: 'de',
    accent_color: '#1a4fd6',
    version: before.version + 1,
    updated_at: body.updated_at,
  });
});

test('another zone shows in every stamp from then on', async () => {
  assert.match((await change({ time_zone: 'Asia/Kolkata' })).body.updated_at, /\+05:30$/);
  const component = await maya.request('POST', '/api/v1/components', { body: { name: 'API' } });
  assert.match(String(component.body['created_at']), /\.\d{3}\+05:30$/);
});

test('settings that make no sense are refused, each with where it is', async () => {
  const { status, problem } = await change({
    name: '',
    time_zone: 'Mars/Base',
    url: 'javascript:alert(1)',
    logo: 'data:image/png;base64,x',
    accent_color: 'red',
    theme: 'dusk',
    languages: [],
    remind_before_minutes: -1,
  });
  assert.equal(status, 422);
  assert.deepEqual(
    problem.errors?.map((error) => error.pointer).sort(),
    ['accent_color', 'languages', 'logo', 'name', 'remind_before_minutes', 'theme', 'time_zone', 'url'].map(
      (name) => `#/${name}`,
    ),
  );
});

test('the default language is one of the languages', async () => {
  await change({ languages: ['en', 'fr'], default_language: 'en' });
  assert.deepEqual(
    (await change({ languages: ['fr'] })).problem.errors?.map((error) => error.pointer),
    ['#/default_language'],
  );
});

test('a stale If-Match is refused with the current settings', async () => {
  const { headers } = await maya.request('GET', '/api/v1/settings');
  const seen = { 'if-match': headers.get('etag') ?? '' };
  assert.equal((await change({ name: 'One' }, seen)).status, 200);
  const stale = await change({ name: 'Two' }, seen);
  assert.equal(stale.status, 412);
  assert.equal((stale.problem['current'] as Settings).name, 'One');
});
