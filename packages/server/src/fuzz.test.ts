import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AdminIncident } from '@allswell/protocol';
import { hostileTexts } from '@allswell/protocol/fixtures';
import fc from 'fast-check';
import { allRoutes } from './app.ts';
import { createTestApp, publicUrl, setUpAdmin, type TestAdmin, type TestApp } from './testing/app.ts';
import { plain } from './text/plain.ts';

let t: TestApp;
let maya: TestAdmin;
const ids = ['aaaaaaaaaaaa'];
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
  const component = await maya.request('POST', '/api/v1/components', { body: { name: 'API' } });
  const group = await maya.request('POST', '/api/v1/component-groups', { body: { name: 'Europe' } });
  const incident = await maya.request<AdminIncident>('POST', '/api/v1/incidents', { body: { name: 'x', body: 'y' } });
  ids.push(String(component.body['id']), String(group.body['id']), incident.body.id);
});
after(() => t.drop());

const nothing = {} as never;
const routes = allRoutes({
  publicUrl,
  adminOrigins: [],
  keyring: nothing,
  tokens: nothing,
  secrets: nothing,
  egressAllow: [],
  log: nothing,
});
/** What a field may be sent: near misses, things that are right elsewhere, and rubbish. */
const value = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1,
    1e308,
    2 ** 53,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '😀'.repeat(99),
    'operational',
    'resolved',
    'scheduled',
    'completed',
    '2026-02-30T00:00:00Z',
    '9999-12-31T23:59:59.999999999+14:00',
    '0000-01-01T00:00:00Z',
    '2027-03-28T02:30',
    'Europe/Berlin',
    'toString',
    '__proto__',
  ),
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double(),
  fc.array(fc.constantFrom(...ids, 'x', 1, null), { maxLength: 4 }),
  fc.dictionary(
    fc.constantFrom(...ids, 'constructor', 'x'),
    fc.constantFrom('operational', 'major_outage', 'x', 1, null),
    { maxKeys: 3 },
  ),
);

for (const route of routes.filter((one) => one.body && one.access === 'admin')) {
  test(`whatever is sent to ${route.method} ${route.path}, the answer is sense or a problem`, async () => {
    const entries = route.body && 'entries' in route.body ? Object.keys(route.body.entries as object) : [];
    const body = fc.oneof(
      {
        weight: 9,
        arbitrary: fc.dictionary(fc.constantFrom(...entries), value, { minKeys: 1, maxKeys: entries.length }),
      },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom(...ids), async (sent, id) => {
        const path = route.path.replaceAll(/:\w+/g, id === '' ? 'x' : (ids.find((one) => one === id) ?? id));
        const reply = await maya.request(route.method, path, { body: sent });
        assert.ok(reply.status < 500, `${reply.status} for ${JSON.stringify(sent)}`);
        if (reply.status >= 400) assert.ok(reply.problem.type.startsWith(`${publicUrl}/problems/`));
        if (reply.status === 422) assert.ok((reply.problem.errors?.length ?? 0) > 0);
      }),
      { numRuns: 60 },
    );
  });
}

test('whatever stands in an address, the answer is sense or a problem', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), fc.string({ unit: 'binary', maxLength: 30 }), async (route, word) => {
      const odd = encodeURIComponent(word.toWellFormed());
      const path = `${route.path.replaceAll(/:\w+/g, odd || 'x')}?page=${odd}&per_page=${odd}&kind=${odd}&q=${odd}&from=${odd}&component=${odd}`;
      const reply = await maya.request('GET', path);
      assert.ok(reply.status < 500, `${reply.status} for ${path}`);
    }),
    { numRuns: 300 },
  );
});

test('hostile text comes back as it was sent, in every field, and as nodes that are no code', async () => {
  for (const text of hostileTexts) {
    const oneLine = text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
    const component = await maya.request('POST', '/api/v1/components', {
      body: { name: oneLine, description: text.slice(0, 1_000) },
    });
    const group = await maya.request('POST', '/api/v1/component-groups', { body: { name: oneLine } });
    const incident = await maya.request<AdminIncident>('POST', '/api/v1/incidents', {
      body: { name: oneLine, body: text },
    });
    const replies = [component, group, incident];
    if (replies.some((reply) => reply.status === 422)) {
      assert.ok(hasControls(text) || !text.isWellFormed(), JSON.stringify(text));
      continue;
    }
    for (const reply of replies) {
      assert.equal(reply.status, 201);
      assert.equal(reply.body['name' as keyof typeof reply.body], oneLine.normalize('NFC'));
      assert.match(reply.headers.get('content-type') ?? '', /^application\/json/);
      assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
    }
    const [update] = incident.body.incident_updates;
    assert.equal(update?.body, text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim());
    assert.ok(plain(update.body_nodes ?? []).length > 0);
    assert.doesNotMatch(JSON.stringify(update.body_nodes), /"url":"(?!https?:|mailto:)/i);
  }
});

function hasControls(text: string): boolean {
  return [...text].some((character) => /\p{Cc}/u.test(character) && !'\t\n\r'.includes(character));
}
