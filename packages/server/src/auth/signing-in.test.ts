import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Session } from '@allswell/protocol';
import { sessionSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createApp } from '../app.ts';
import {
  asAdmin,
  cookieOf,
  createTestApp,
  panelOrigin,
  password,
  publicUrl,
  type Reply,
  setUpAdmin,
  signInAdmin,
  type TestApp,
} from '../testing/app.ts';
import { createSetupToken } from './create-setup-token.ts';

let t: TestApp;
before(async () => {
  t = await createTestApp();
});
after(() => t.drop());
beforeEach(async () => {
  await setUpAdmin(t);
});
afterEach(async () => {
  await t.sql`delete from admins`;
  await t.sql`delete from rate_limits`;
});

const email = 'maya@fernhill.example';
const signIn = (body: object, from?: string) =>
  t.request<Session>('POST', '/auth/sign-in', { body, ...(from && { from }) });
const refresh = (cookie: string, headers: Record<string, string> = {}) =>
  t.request<Session>('POST', '/auth/refresh', {
    headers: { cookie, origin: publicUrl, 'content-type': 'application/json', ...headers },
  });
const signOut = (cookie: string) =>
  t.request('POST', '/auth/sign-out', { headers: { cookie, origin: publicUrl, 'content-type': 'application/json' } });
const codeOf = (reply: Reply<unknown>) =>
  String((reply.body as { type?: string }).type)
    .split('/')
    .at(-1);

// --- setting up ---

test('the set-up link makes the first admin once, and names the page', async () => {
  await t.sql`delete from admins`;
  assert.deepEqual((await t.request('GET', '/auth/setup')).body, { needed: true });
  const { token = '' } = (await createSetupToken(t.sql)) ?? {};
  const body = { token, email, password, page_name: 'Fernhill', time_zone: 'Europe/Berlin' };
  const reply = await t.request<Session>('POST', '/auth/setup', { body });
  assert.equal(reply.status, 201);
  assert.equal(v.parse(sessionSchema, reply.body).admin.email, email);
  assert.deepEqual((await t.request('GET', '/auth/setup')).body, { needed: false });

  const settings = await asAdmin(t, reply).request('GET', '/api/v1/settings');
  assert.equal(settings.body['name'], 'Fernhill');
  assert.equal(settings.body['time_zone'], 'Europe/Berlin');
  await t.sql`update settings set name = 'Status', time_zone = 'UTC'`;

  const second = await t.request('POST', '/auth/setup', { body });
  assert.equal(second.status, 409);
  assert.equal(codeOf(second), 'already-set-up');
});

test('of twenty who set up at once exactly one becomes admin', async () => {
  await t.sql`delete from admins`;
  const { token = '' } = (await createSetupToken(t.sql)) ?? {};
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      t.request('POST', '/auth/setup', { body: { token, email: `admin${index}@fernhill.example`, password } }),
    ),
  );
  assert.deepEqual(replies.map((reply) => reply.status).sort(), [201, ...Array<number>(19).fill(409)]);
  assert.equal((await t.sql`select from admins`).length, 1);
});

test('who is overtaken while setting up hears that it is done, and not that the link is wrong', async () => {
  await t.sql`delete from admins`;
  const { token = '' } = (await createSetupToken(t.sql)) ?? {};
  let queries = 0;
  const overtaken = new Proxy(t.sql, {
    apply(sql, self, args: unknown[]) {
      const answer = Reflect.apply(sql, self, args) as Promise<unknown>;
      if (queries++ > 0) return answer;
      return answer.then(async (rows) => {
        assert.equal((await t.request('POST', '/auth/setup', { body: { token, email, password } })).status, 201);
        return rows;
      });
    },
  });
  const config = { publicUrl, adminOrigins: [], trustedProxies: [] };
  const app = createApp({ sql: overtaken, config, log: { error: assert.fail, warn: assert.fail } });
  const reply = await app.request(
    '/auth/setup',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, email: 'late@fernhill.example', password }),
    },
    { incoming: { socket: { remoteAddress: '192.0.2.9' } } },
  );
  assert.equal(reply.status, 409);
});

test('a wrong, an old and an expired set-up token make nobody admin', async () => {
  await t.sql`delete from admins`;
  const old = await createSetupToken(t.sql);
  const newest = await createSetupToken(t.sql);
  await t.sql`update one_time_tokens set expires_at = clock_timestamp() - interval '1 second'`;
  for (const token of ['x'.repeat(43), old?.token, newest?.token]) {
    const reply = await t.request('POST', '/auth/setup', { body: { token, email, password } });
    assert.equal(reply.status, 403);
    assert.equal(codeOf(reply), 'token-invalid');
  }
  assert.equal((await t.sql`select from admins`).length, 0);
});

test('no token is stored as it is', async () => {
  await t.sql`delete from admins`;
  const made = await createSetupToken(t.sql);
  const dump = JSON.stringify(await t.sql`select encode(token_hash, 'escape') as hash from one_time_tokens`);
  assert.ok(made && !dump.includes(made.token));
});

// --- signing in ---

test('the right password signs in, with a cookie that scripts cannot read', async () => {
  const reply = await signIn({ email: '  Maya@Fernhill.example ', password });
  assert.equal(reply.status, 200);
  assert.equal(v.parse(sessionSchema, reply.body).token_type, 'Bearer');
  assert.equal(reply.body.expires_in, 600);
  const cookie = reply.headers.get('set-cookie') ?? '';
  for (const part of ['__Host-allswell=', 'Path=/', 'HttpOnly', 'SameSite=Strict', 'Secure'])
    assert.ok(cookie.includes(part), part);
  assert.equal(reply.headers.get('cache-control'), 'no-store');
});

test('on http the cookie has another name and no Secure, which WebKit would drop', async () => {
  const plain = await createTestApp({ publicUrl: 'http://127.0.0.1:8080' });
  const made = await createSetupToken(plain.sql);
  const reply = await plain.request('POST', '/auth/setup', { body: { token: made?.token, email, password } });
  assert.match(reply.headers.get('set-cookie') ?? '', /^allswell_refresh=(?!.*Secure).*HttpOnly; SameSite=Strict$/);
  await plain.drop();
});

test('a wrong password, an unknown address and a disabled admin are told the same', async () => {
  await t.sql`insert into admins (id, email, password_hash, disabled_at)
    select 'disabled0000', 'gone@fernhill.example', password_hash, now() from admins`;
  const replies = [
    await signIn({ email, password: 'not the password' }),
    await signIn({ email: 'nobody@fernhill.example', password }),
    await signIn({ email: 'gone@fernhill.example', password }),
  ];
  for (const reply of replies) {
    assert.equal(reply.status, 401);
    assert.equal(codeOf(reply), 'wrong-credentials');
    assert.deepEqual(reply.body, replies[0]?.body);
    assert.equal(reply.headers.get('set-cookie'), null);
  }
});

test('an unknown address costs a hash, as a known one does', async () => {
  const time = async (who: string) => {
    const took: number[] = [];
    for (let tries = 0; tries < 4; tries++) {
      const start = performance.now();
      await signIn({ email: who, password: 'not the password' }, `198.51.100.${tries}`);
      took.push(performance.now() - start);
    }
    return Math.min(...took);
  };
  const known = await time(email);
  const unknown = await time('nobody@fernhill.example');
  assert.ok(unknown > known / 2 && known > unknown / 2, `${known} ms against ${unknown} ms`);
});

test('a password is stored as argon2id with the costs that OWASP asks for', async () => {
  const [row] = await t.sql<{ password_hash: string }[]>`select password_hash from admins`;
  const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(row?.password_hash ?? '') ?? [];
  assert.ok(Number(memory) >= 19_456 && Number(passes) >= 2);
});

test('common passwords, short ones and such made of names around are refused with a pointer', async () => {
  const invited = await signInAdmin(t);
  for (const guessable of [
    'short',
    'password1234',
    'Passwort2026!!',
    '111111111111',
    'abcdefghijkl',
    'maya-fernhill-2026',
  ]) {
    const invite = await invited.request('POST', '/api/v1/admins', { body: { email: 'maya.2@fernhill.example' } });
    const token = String(invite.body['invite_url']).split('=').at(-1);
    const reply = await t.request('POST', '/auth/accept-invite', { body: { token, password: guessable } });
    assert.equal(reply.status, 422, guessable);
    assert.equal(reply.problem.errors?.[0]?.pointer, '#/password');
  }
});

// --- limits ---

test('after five wrong passwords the account waits, longer each time, and then opens again', async () => {
  for (let tries = 0; tries < 5; tries++)
    assert.equal((await signIn({ email, password: 'not the password' })).status, 401);
  const shut = await signIn({ email, password });
  assert.equal(shut.status, 429);
  assert.equal(codeOf(shut), 'rate-limited');
  const first = Number(shut.headers.get('retry-after'));
  assert.ok(first >= 1 && first <= 10);

  await t.sql`update rate_limits set blocked_until = clock_timestamp()`;
  assert.equal((await signIn({ email, password: 'not the password' })).status, 401);
  assert.ok(Number((await signIn({ email, password })).headers.get('retry-after')) > first);

  await t.sql`update rate_limits set tries = 1000`;
  await t.sql`update rate_limits set blocked_until = clock_timestamp() where key like 'password%'`;
  await t.sql`delete from rate_limits where key like 'failures%'`;
  await signIn({ email, password: 'not the password' });
  assert.ok(Number((await signIn({ email, password })).headers.get('retry-after')) <= 900);
  await t.sql`update rate_limits set blocked_until = clock_timestamp()`;
  assert.equal((await signIn({ email, password })).status, 200);
  assert.equal((await t.sql`select from rate_limits where key like 'password%'`).length, 0);
});

test('of fifty guesses sent at once hardly more than the free ones are looked at', async () => {
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, index) => signIn({ email, password: 'not the password' }, `203.0.113.${index}`)),
  );
  assert.ok(replies.filter((reply) => reply.status === 401).length <= 6);
  assert.ok(replies.every((reply) => [401, 429].includes(reply.status)));
});

test('strangers who guess do not shut the door for the address the owner signs in from', async () => {
  assert.equal((await signIn({ email, password }, '192.0.2.7')).status, 200);
  for (let tries = 0; tries < 6; tries++) await signIn({ email, password: 'not the password' }, '203.0.113.9');
  assert.equal((await signIn({ email, password }, '203.0.113.9')).status, 429);
  assert.equal((await signIn({ email, password }, '192.0.2.7')).status, 200);
});

test('thirty failures an hour are enough for one address, whomever they were for', async () => {
  for (let tries = 0; tries < 30; tries++) {
    assert.equal((await signIn({ email: `nobody${tries}@fernhill.example`, password }, '203.0.113.9')).status, 401);
  }
  const shut = await signIn({ email, password }, '203.0.113.9');
  assert.equal(shut.status, 429);
  assert.ok(Number(shut.headers.get('retry-after')) > 3_000);
  assert.equal((await signIn({ email, password }, '203.0.113.10')).status, 200);
});

test('an operator who is signed in works on while the address is shut by a flood', async () => {
  const maya = await signInAdmin(t);
  await t.sql`insert into rate_limits (key, tries, blocked_until) values ('failures from 192.0.2.1', 99, now() + interval '1 hour')`;
  assert.equal((await maya.request('POST', '/api/v1/components', { body: { name: 'API' } })).status, 201);
  assert.equal((await refresh(maya.cookie)).status, 200);
});

// --- going on and ending ---

test('a refresh token is good once, and followed by another', async () => {
  const maya = await signInAdmin(t);
  const next = await refresh(maya.cookie);
  assert.equal(next.status, 200);
  assert.notEqual(cookieOf(next), maya.cookie);
  assert.equal((await refresh(cookieOf(next))).status, 200);
});

test('two tabs that refresh at once both go on, with the same token', async () => {
  const maya = await signInAdmin(t);
  const replies = await Promise.all([refresh(maya.cookie), refresh(maya.cookie), refresh(maya.cookie)]);
  assert.deepEqual(
    replies.map((reply) => reply.status),
    [200, 200, 200],
  );
  assert.equal(new Set(replies.map(cookieOf)).size, 1);
  assert.equal((await refresh(cookieOf(replies[0]))).status, 200);
});

test('a spent token that comes again after ten seconds ends the whole session', async () => {
  const maya = await signInAdmin(t);
  const next = await refresh(maya.cookie);
  await t.sql`update refresh_tokens set spent_at = spent_at - interval '11 seconds' where spent_at is not null`;
  const reused = await refresh(maya.cookie);
  assert.equal(reused.status, 401);
  assert.equal(codeOf(reused), 'refresh-reused');
  assert.equal((await refresh(cookieOf(next))).status, 401);
  assert.equal((await maya.request('POST', '/api/v1/components', { body: { name: 'API' } })).status, 401);
});

test('the ten seconds are for the token just before the current one only', async () => {
  const maya = await signInAdmin(t);
  const second = await refresh(maya.cookie);
  await refresh(cookieOf(second));
  const reused = await refresh(maya.cookie);
  assert.equal(reused.status, 401);
  assert.equal(codeOf(reused), 'refresh-reused');
});

test('a session that lay idle for half a day, or is two weeks old, is over', async () => {
  for (const change of [
    t.sql`update sessions set last_used_at = last_used_at - interval '12 hours 1 minute'`,
    t.sql`update sessions set expires_at = expires_at - interval '14 days'`,
  ]) {
    const maya = await signInAdmin(t);
    await change;
    const reply = await refresh(maya.cookie);
    assert.equal(reply.status, 401);
    assert.equal(codeOf(reply), 'session-ended');
  }
});

test('the cookie opens nothing without an origin that is known and a type that no form can send', async () => {
  const maya = await signInAdmin(t);
  const headers = { cookie: maya.cookie, 'content-type': 'application/json' };
  for (const origin of [
    undefined,
    'null',
    'https://evil.example',
    `${publicUrl}.evil.example`,
    publicUrl.replace('https', 'http'),
    `${publicUrl}:8443`,
    publicUrl.toUpperCase(),
  ]) {
    const reply = await t.request('POST', '/auth/refresh', { headers: { ...headers, ...(origin && { origin }) } });
    assert.equal(reply.status, 403, origin);
    assert.equal(codeOf(reply), 'origin-not-allowed');
  }
  const form = await t.request('POST', '/auth/refresh', {
    headers: { cookie: maya.cookie, origin: publicUrl, 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.equal(form.status, 415);
  assert.equal((await refresh(maya.cookie, { origin: panelOrigin })).status, 200);
  assert.equal((await refresh('')).status, 401);
});

test('signing in from a foreign page is refused', async () => {
  const reply = await t.request('POST', '/auth/sign-in', {
    body: { email, password },
    headers: { origin: 'https://evil.example' },
  });
  assert.equal(reply.status, 403);
});

test('after signing out nothing can be written with the old access token', async () => {
  const maya = await signInAdmin(t);
  const out = await signOut(maya.cookie);
  assert.equal(out.status, 204);
  assert.match(out.headers.get('set-cookie') ?? '', /Max-Age=0/);
  const reply = await maya.request('POST', '/api/v1/components', { body: { name: 'API' } });
  assert.equal(reply.status, 401);
  assert.equal(codeOf(reply), 'session-ended');
  assert.equal((await refresh(maya.cookie)).status, 401);
  assert.equal((await signOut(maya.cookie)).status, 204);
});

// --- admins ---

test('an invited admin chooses a password by a link that works once', async () => {
  const maya = await signInAdmin(t);
  const invite = await maya.request('POST', '/api/v1/admins', {
    body: { email: 'omar@fernhill.example', name: 'Omar' },
  });
  assert.equal(invite.status, 201);
  assert.equal(invite.body['state'], 'invited');
  const [address, token] = String(invite.body['invite_url']).split('#invite=');
  assert.equal(address, `${publicUrl}/admin`);
  assert.equal(
    (await maya.request('GET', `/api/v1/admins/${String(invite.body['id'])}`)).body['invite_url'],
    undefined,
  );

  const body = { token, password: 'another four random words' };
  const accepted = await t.request<Session>('POST', '/auth/accept-invite', { body });
  assert.equal(accepted.status, 200);
  assert.equal(accepted.body.admin.name, 'Omar');
  assert.equal(
    (await asAdmin(t, accepted).request('POST', '/api/v1/components', { body: { name: 'Web' } })).status,
    201,
  );

  const again = await t.request('POST', '/auth/accept-invite', { body });
  assert.equal(again.status, 410);
  assert.equal(codeOf(again), 'token-spent');
  const taken = await maya.request('POST', '/api/v1/admins', { body: { email: 'omar@fernhill.example' } });
  assert.equal(codeOf(taken), 'email-taken');
});

test('inviting someone again replaces the link', async () => {
  const maya = await signInAdmin(t);
  const invite = async () =>
    String(
      (await maya.request('POST', '/api/v1/admins', { body: { email: 'omar@fernhill.example' } })).body['invite_url'],
    )
      .split('=')
      .at(-1);
  const first = await invite();
  await invite();
  const reply = await t.request('POST', '/auth/accept-invite', {
    body: { token: first, password: 'another four random words' },
  });
  assert.equal(codeOf(reply), 'token-invalid');
});

test('disabling an admin ends their sessions at once; the last one cannot be disabled', async () => {
  const maya = await signInAdmin(t);
  const lone = await maya.request('PATCH', `/api/v1/admins/${maya.session.admin.id}`, { body: { disabled: true } });
  assert.equal(lone.status, 409);
  assert.equal(codeOf(lone), 'last-admin');

  const invite = await maya.request('POST', '/api/v1/admins', { body: { email: 'omar@fernhill.example' } });
  const token = String(invite.body['invite_url']).split('=').at(-1);
  const body = { token, password: 'another four random words' };
  const omar = asAdmin(t, await t.request<Session>('POST', '/auth/accept-invite', { body }));
  const path = `/api/v1/admins/${omar.session.admin.id}`;
  assert.equal((await maya.request('PATCH', path, { body: { disabled: true } })).body['state'], 'disabled');
  assert.equal((await omar.request('POST', '/api/v1/components', { body: { name: 'API' } })).status, 401);
  assert.equal((await refresh(omar.cookie)).status, 401);
  assert.equal((await maya.request('PATCH', path, { body: { disabled: false } })).body['state'], 'active');
  assert.equal((await omar.request('POST', '/api/v1/components', { body: { name: 'API' } })).status, 401);
});

test('of two admins who disable each other at once, one remains', async () => {
  const maya = await signInAdmin(t);
  const invite = await maya.request('POST', '/api/v1/admins', { body: { email: 'omar@fernhill.example' } });
  const token = String(invite.body['invite_url']).split('=').at(-1);
  const body = { token, password: 'another four random words' };
  const omar = asAdmin(t, await t.request<Session>('POST', '/auth/accept-invite', { body }));
  await Promise.all([
    maya.request('PATCH', `/api/v1/admins/${omar.session.admin.id}`, { body: { disabled: true } }),
    omar.request('PATCH', `/api/v1/admins/${maya.session.admin.id}`, { body: { disabled: true } }),
  ]);
  assert.equal((await t.sql`select from admins where disabled_at is null`).length, 1);
});

test('a new password ends all other sessions and keeps this one', async () => {
  const here = await signInAdmin(t);
  const there = await signInAdmin(t);
  const wrong = await here.request('PUT', '/api/v1/admins/me/password', {
    body: { current_password: 'not the password', new_password: 'another four random words' },
  });
  assert.equal(wrong.status, 422);
  const reply = await here.request('PUT', '/api/v1/admins/me/password', {
    body: { current_password: password, new_password: 'another four random words' },
  });
  assert.equal(reply.status, 204);
  assert.equal((await there.request('POST', '/api/v1/components', { body: { name: 'API' } })).status, 401);
  assert.equal((await here.request('POST', '/api/v1/components', { body: { name: 'API' } })).status, 201);
  assert.equal((await signIn({ email, password })).status, 401);
  assert.equal((await signIn({ email, password: 'another four random words' })).status, 200);
});

test('no answer, audit line or table holds a password or a token in the clear', async () => {
  const maya = await signInAdmin(t);
  const secrets = [password, maya.session.access_token, maya.cookie.split('=')[1] ?? ''];
  const audit = JSON.stringify((await maya.request('GET', '/api/v1/audit')).body);
  const tables = await t.sql`
    select (select json_agg(a) from admins a)::text || (select json_agg(s) from sessions s)::text
      || (select json_agg(r) from refresh_tokens r)::text || (select json_agg(l) from rate_limits l)::text as dump
  `;
  for (const secret of secrets) {
    assert.ok(!audit.includes(secret));
    assert.ok(!JSON.stringify(tables).includes(secret));
  }
});

test('who tries doors is in the log, without what they tried', async () => {
  t.warnings.length = 0;
  await signIn({ email, password: 'not the password' }, '203.0.113.9');
  assert.deepEqual(t.warnings, [{ code: 'wrong-credentials', path: '/auth/sign-in', address: '203.0.113.9' }]);
});
