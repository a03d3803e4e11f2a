import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { problems } from '@allswell/protocol';
import { allRoutes, createApp } from './app.ts';
import {
  createTestApp,
  panelOrigin,
  publicUrl,
  type Reply,
  setUpAdmin,
  type TestAdmin,
  type TestApp,
} from './testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
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
const somewhere = (path: string) => path.replaceAll(/:\w+/g, 'aaaaaaaaaaaa');
const codeOf = (reply: Reply<unknown>) => reply.problem.type.split('/').at(-1);

interface Description {
  paths: Record<
    string,
    Record<string, { operationId: string; security?: object[]; responses: object; requestBody?: object }>
  >;
}

test('every route that is mounted stands in the table, and every route of the table is described', async () => {
  const mounted = t.app.routes.filter(
    (route) => !['ALL', 'OPTIONS'].includes(route.method) && !route.path.includes('*'),
  );
  const table = new Set(routes.map((route) => `${route.method} ${route.path}`));
  const outside = mounted.map((route) => `${route.method} ${route.path}`).filter((one) => !table.has(one));
  assert.deepEqual(outside, ['GET /problems/:code']);

  const { body } = await t.request<Description>('GET', '/api/openapi.json');
  const described = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  assert.deepEqual(described.sort(), [...table].sort());
});

test('the description names each operation once, what guards it, and what it can answer', async () => {
  const { body } = await t.request<Description>('GET', '/api/openapi.json');
  const operations = Object.values(body.paths).flatMap((methods) => Object.values(methods));
  assert.equal(new Set(operations.map((one) => one.operationId)).size, operations.length);
  assert.equal(
    operations.filter((one) => one.security).length,
    routes.filter((route) => route.access === 'admin').length,
  );
  const text = JSON.stringify(body);
  const names = Object.keys((body as unknown as { components: { schemas: object } }).components.schemas);
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) assert.ok(names.includes(name), name);
  assert.ok(!text.includes('#/$defs/'));
});

test('the description says where one can ask too often', async () => {
  const { body } = await t.request<Description>('GET', '/api/openapi.json');
  const limited = ['setup', 'sign-in', 'accept-invite', 'forgot-password', 'reset-password'].map(
    (one) => `/auth/${one}`,
  );
  for (const path of [...limited, '/api/subscriptions']) {
    assert.ok('429' in (body.paths[path]?.['post']?.responses ?? {}), path);
  }
});

test('what an admin alone may do, nobody else can; what changes something is a write', async () => {
  for (const route of routes.filter((one) => one.access === 'admin')) {
    const reply = await t.request(route.method, somewhere(route.path), { ...(route.body && { body: {} }) });
    assert.equal(reply.status, 401, `${route.method} ${route.path}`);
    assert.equal(codeOf(reply), 'not-signed-in');
  }
  const harmless = [
    'POST /api/v1/text/preview',
    'POST /api/v1/maintenance-series/preview',
    'POST /api/v1/subscribers/audience',
    'POST /api/v1/metrics/try',
    'POST /api/v1/alert-sources/:id/try-mapping',
    'POST /api/v1/alert-rules/dry-run',
    'POST /api/v1/uptime/preview',
  ];
  for (const { method, path, access, writes } of routes) {
    if (access === 'admin' && method !== 'GET' && !harmless.includes(`${method} ${path}`))
      assert.ok(writes, `${method} ${path}`);
  }
});

test('the open routes are these and no others', () => {
  assert.deepEqual(
    routes.filter((route) => route.access === 'anyone').map((route) => `${route.method} ${route.path}`),
    [
      'GET /auth/setup',
      'POST /auth/setup',
      'POST /auth/sign-in',
      'POST /auth/accept-invite',
      'POST /auth/forgot-password',
      'POST /auth/reset-password',
      'POST /auth/refresh',
      'POST /auth/sign-out',
      'GET /.well-known/jwks.json',
      'GET /api/subscriptions/challenge',
      'POST /api/subscriptions',
      'DELETE /api/subscriptions',
      'GET /api/subscriptions/:token',
      'PATCH /api/subscriptions/:token',
      'DELETE /api/subscriptions/:token',
      'POST /hooks/bounces/ses/:secret',
      'POST /hooks/bounces/postmark/:secret',
      'POST /hooks/bounces/mailgun/:secret',
      'POST /hooks/alerts/:kind/:token',
      'POST /api/v1/metrics/data',
      'POST /api/v1/metrics/:id/data',
      'GET /api/openapi.json',
    ],
  );
});

test('every route with a body refuses one that is no JSON, no object, too long, of another type or unknown', async () => {
  for (const route of routes.filter((one) => one.body)) {
    const send = (raw: string, headers = {}) => maya.request(route.method, somewhere(route.path), { raw, headers });
    const name = `${route.method} ${route.path}`;
    assert.equal(codeOf(await send('{"name": ')), 'malformed-json', name);
    assert.equal(codeOf(await send('[]')), 'invalid-request', name);
    assert.equal(codeOf(await send('')), 'invalid-request', name);
    assert.equal(codeOf(await send('{}', { 'content-type': 'text/plain' })), 'unsupported-media-type', name);
    assert.equal(codeOf(await send(`"${'x'.repeat((route.bodyLimit ?? 65_536) - 1)}"`)), 'body-too-large', name);
    const unknown = await send('{"no_such_field": 1, "nor_this": 2}');
    assert.equal(unknown.status, 422, name);
    const pointers = unknown.problem.errors?.map((error) => error.pointer) ?? [];
    assert.ok(pointers.includes('#/no_such_field') && pointers.includes('#/nor_this'), name);
  }
});

test('a problem says what it is, and its type can be opened', async () => {
  const reply = await maya.request('POST', '/api/v1/components', { body: { name: 'x'.repeat(201), status: 'sleepy' } });
  assert.equal(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  assert.deepEqual(reply.body, {
    type: `${publicUrl}/problems/invalid-request`,
    title: 'The request is not valid',
    status: 422,
    detail: '2 things in the request are wrong. Correct it and send it again; "errors" says where.',
    errors: [
      { pointer: '#/name', detail: 'Write at most 200 characters.' },
      {
        pointer: '#/status',
        detail: 'Send one of: operational, degraded_performance, partial_outage, major_outage, under_maintenance.',
      },
    ],
  });
  for (const code of Object.keys(problems)) {
    const page = await t.request<string>('GET', `/problems/${code}`);
    assert.equal(page.status, 200);
    assert.match(page.body, new RegExp(code));
  }
  assert.equal((await t.request('GET', '/problems/constructor')).status, 404);
});

test('an address that does not exist, and a method that it does not have, are problems too', async () => {
  const missing = await t.request('GET', '/api/v1/nothing');
  assert.equal(missing.status, 404);
  assert.equal(codeOf(missing), 'not-found');
  const wrong = await maya.request('PUT', '/api/v1/components', { body: {} });
  assert.equal(wrong.status, 405);
  assert.equal(codeOf(wrong), 'method-not-allowed');
  assert.equal(wrong.headers.get('allow'), 'GET, HEAD, POST');
});

test('a reader at no address gets the page that says so, and a program that sends something a problem', async () => {
  const config = { publicUrl, adminOrigins: [], trustedProxies: [] };
  const log = { error: () => {}, warn: () => {} };
  const app = createApp({ sql: t.sql, config, log, notFound: (c) => c.html('<h1>Nothing here</h1>', 404) });
  assert.match(await (await app.request('/nowhere')).text(), /<h1>/);
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const answer = await app.request('/nowhere', { method, body: 'x' });
    assert.equal(answer.status, 404);
    assert.match(String(answer.headers.get('content-type')), /problem\+json/);
  }
});

test('what is behind sign-in is never stored, and nothing is taken for a document', async () => {
  for (const path of ['/api/v1/components', '/api/v1/audit', '/auth/setup', '/api/v1/nothing']) {
    const { headers } = await maya.request('GET', path);
    assert.equal(headers.get('cache-control'), 'no-store', path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers.get('strict-transport-security'), 'max-age=31536000');
  }
});

test('only the configured origins may use the API from a page elsewhere', async () => {
  const preflight = (origin: string) =>
    t.request('OPTIONS', '/api/v1/components', { headers: { origin, 'access-control-request-method': 'POST' } });
  const allowed = await preflight(panelOrigin);
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get('access-control-allow-origin'), panelOrigin);
  assert.match(allowed.headers.get('access-control-allow-headers') ?? '', /idempotency-key/);

  for (const origin of [
    'null',
    'https://evil.example',
    `${panelOrigin}.evil.example`,
    `${panelOrigin}:444`,
    panelOrigin.replace('https', 'http'),
    panelOrigin.toUpperCase(),
  ]) {
    const refused = await preflight(origin);
    assert.equal(refused.headers.get('access-control-allow-origin'), null, origin);
    assert.equal(refused.headers.get('vary'), 'Origin');
    const answer = await maya.request('GET', '/api/v1/components', { headers: { origin } });
    assert.equal(answer.headers.get('access-control-allow-origin'), null, origin);
  }
  const answer = await maya.request('GET', '/api/v1/components', { headers: { origin: panelOrigin } });
  assert.equal(answer.headers.get('access-control-allow-origin'), panelOrigin);
  assert.match(answer.headers.get('access-control-expose-headers') ?? '', /etag/);
  const refused = await t.request('POST', '/api/v1/components', { headers: { origin: panelOrigin }, body: {} });
  assert.equal(refused.headers.get('access-control-allow-origin'), panelOrigin);
});

test('while the database is gone an admin is told so, and the error is no bug', async () => {
  const gone = await createTestApp();
  const omar = await setUpAdmin(gone);
  await omar.request('GET', '/api/v1/components');
  await gone.sql.end({ timeout: 0 });
  const reply = await omar.request('POST', '/api/v1/components', { body: { name: 'API' } });
  assert.equal(reply.status, 503);
  assert.equal(codeOf(reply), 'database-unavailable');
  assert.ok(Number(reply.headers.get('retry-after')) > 0);
  await gone.drop();
});

test('what is a bug is logged, and told as no more than that', async () => {
  const broken = await createTestApp();
  const omar = await setUpAdmin(broken);
  await broken.sql`alter table components rename to components_gone`;
  const reply = await omar.request('GET', '/api/v1/components');
  assert.equal(reply.status, 500);
  assert.equal(codeOf(reply), 'internal-error');
  assert.doesNotMatch(JSON.stringify(reply.body), /components_gone|relation|select/);
  assert.equal(broken.bugs.length, 1);
  broken.bugs.length = 0;
  await broken.drop();
});

test('every list can be read page by page, to its end', async () => {
  for (const list of ['admins', 'audit', 'components', 'component-groups', 'incidents']) {
    const reply = await maya.request<unknown[]>('GET', `/api/v1/${list}?page=1000&per_page=100`);
    assert.deepEqual(reply.body, [], list);
    assert.match(reply.headers.get('link') ?? '', /rel="first"/);
    assert.equal((await maya.request('GET', `/api/v1/${list}?per_page=101`)).status, 422);
  }
});
