import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Session } from '@allswell/protocol';
import {
  asAdmin,
  cookieOf,
  createTestApp,
  panelOrigin,
  password,
  publicUrl,
  setUpAdmin,
  signInAdmin,
  type TestAdmin,
  type TestApp,
} from '../testing/app.ts';
import { createInviteToken, createResetToken } from './create-reset-token.ts';

const email = 'maya@fernhill.example';
const better = 'another four random words';
let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp({ smtpUrl: 'smtp://127.0.0.1:25' });
});
after(() => t.drop());
beforeEach(async () => {
  maya = await setUpAdmin(t);
});
afterEach(async () => {
  await t.sql`delete from admins`;
  await t.sql`delete from letters`;
  await t.sql`delete from rate_limits`;
});

const forgot = (address: string, from?: string) =>
  t.request('POST', '/auth/forgot-password', { body: { email: address }, ...(from && { from }) });
const reset = (token: string, to = better, headers: Record<string, string> = {}) =>
  t.request<Session>('POST', '/auth/reset-password', { body: { token, password: to }, headers });
const letters = () => t.sql<{ kind: string; address: string; locale: string; admin_id: string }[]>`
  select kind, address, locale, admin_id from letters order by id
`;
const tokenFor = async (admin: TestAdmin = maya) => {
  const made = await createResetToken(t.sql, admin.session.admin.id);
  assert.ok(made);
  return made.token;
};
const signIn = (with_: string) => t.request('POST', '/auth/sign-in', { body: { email, password: with_ } });
const codeOf = (reply: { problem: { type: string } }) => reply.problem.type.split('/').at(-1);

test('whoever forgot a password gets a letter, in the language of the page', async () => {
  await t.sql`update settings set languages = '{de,en}', default_language = 'de'`;
  const reply = await forgot(' Maya@Fernhill.example ');
  assert.equal(reply.status, 202);
  assert.deepEqual(reply.body, { status: 'accepted' });
  assert.deepEqual(
    [...(await letters())],
    [{ kind: 'reset', address: email, locale: 'de', admin_id: maya.session.admin.id }],
  );
  const [stored] = await t.sql<{ count: number }[]>`select count(*)::int from one_time_tokens where purpose = 'reset'`;
  assert.equal(stored?.count, 0, 'the secret is made when the letter is written');
});

test('who is unknown, invited or disabled is answered the same, byte for byte, and gets nothing', async () => {
  await maya.request('POST', '/api/v1/admins', { body: { email: 'invited@fernhill.example' } });
  const omar = await maya.request('POST', '/api/v1/admins', { body: { email: 'omar@fernhill.example' } });
  await t.sql`update admins set password_hash = 'x', disabled_at = now() where id = ${String(omar.body['id'])}`;
  await t.sql`delete from letters`;
  const seen = new Set<string>();
  for (const address of ['stranger@elsewhere.example', 'invited@fernhill.example', 'omar@fernhill.example', email]) {
    const { status, headers, body } = await forgot(address);
    seen.add(JSON.stringify([status, [...headers], body]));
  }
  assert.equal(seen.size, 1);
  assert.deepEqual(
    (await letters()).map(({ address }) => address),
    [email],
  );
});

test('without a mail server it is answered the same, and nothing waits', async () => {
  const silent = await createTestApp();
  await setUpAdmin(silent);
  const reply = await silent.request('POST', '/auth/forgot-password', { body: { email } });
  assert.deepEqual([reply.status, reply.body], [202, { status: 'accepted' }]);
  const waiting = await silent.sql`select from letters`;
  assert.equal(waiting.length, 0);
  await silent.drop();
});

test('nobody can fill an inbox: three letters an hour, and the answer does not tell', async () => {
  for (let i = 0; i < 12; i++) assert.equal((await forgot(email, `198.51.100.${i}`)).status, 202);
  assert.equal((await letters()).length, 3);
  await t.sql`update letters set created_at = created_at - interval '61 minutes'`;
  await forgot(email);
  assert.equal((await letters()).length, 4);
});

test('one address asks twenty times an hour, whomever it names', async () => {
  for (let i = 0; i < 20; i++) assert.equal((await forgot(`person${i}@fernhill.example`, '198.51.100.7')).status, 202);
  const refused = await forgot(email, '198.51.100.7');
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get('retry-after')) > 3_000);
  assert.equal((await letters()).length, 0);
  assert.equal((await forgot(email, '198.51.100.8')).status, 202);
});

test('a link gives a new password, ends all sessions, and signs in', async () => {
  const elsewhere = await signInAdmin(t);
  const reply = await reset(await tokenFor());
  assert.equal(reply.status, 200);
  assert.equal(reply.body.admin.email, email);
  assert.ok(cookieOf(reply).startsWith('__Host-allswell='));
  const write = (admin: TestAdmin) => admin.request('POST', '/api/v1/components', { body: { name: 'API' } });
  for (const old of [maya, elsewhere]) {
    assert.equal(codeOf(await write(old)), 'session-ended');
    const refreshed = await t.request('POST', '/auth/refresh', {
      headers: { cookie: old.cookie, origin: publicUrl, 'content-type': 'application/json' },
    });
    assert.equal(refreshed.status, 401);
  }
  assert.equal((await write(asAdmin(t, reply))).status, 201);
  assert.equal((await signIn(password)).status, 401);
  assert.equal((await signIn(better)).status, 200);
  const trail = JSON.stringify((await asAdmin(t, reply).request('GET', '/api/v1/audit')).body);
  assert.match(trail, /admin\.password_reset/);
});

test('a link is good once, and takes all others of its kind with it', async () => {
  const [first, second] = [await tokenFor(), await tokenFor()];
  assert.equal((await reset(second)).status, 200);
  for (const token of [second, first]) {
    const reply = await reset(token, 'yet another four words');
    assert.equal(reply.status, 410);
    assert.equal(codeOf(reply), 'token-spent');
  }
  assert.equal((await signIn(better)).status, 200);
});

test('of many who use one link at once, one wins', async () => {
  const token = await tokenFor();
  const replies = await Promise.all(Array.from({ length: 5 }, (_, i) => reset(token, `four random words no ${i}x`)));
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 410, 410, 410, 410]);
});

test('a link ends after an hour, with a new password, and with the admin', async () => {
  const late = await tokenFor();
  await t.sql`update one_time_tokens set expires_at = expires_at - interval '61 minutes' where purpose = 'reset'`;
  assert.equal((await reset(late)).status, 410);

  const before_ = await tokenFor();
  const change = { current_password: password, new_password: better };
  assert.equal((await maya.request('PUT', '/api/v1/admins/me/password', { body: change })).status, 204);
  assert.equal((await reset(before_, password)).status, 410);

  const disabled = await tokenFor();
  await t.sql`update admins set disabled_at = now()`;
  assert.equal((await reset(disabled)).status, 410);
  assert.equal(await createResetToken(t.sql, maya.session.admin.id), undefined);
  assert.equal(await createResetToken(t.sql, 'nobody000000'), undefined);
});

test('a token of another kind, rubbish, or a foreign page resets nothing', async () => {
  const invite = await maya.request('POST', '/api/v1/admins', { body: { email: 'omar@fernhill.example' } });
  const invitation = String(invite.body['invite_url']).split('=').at(-1) ?? '';
  for (const token of [invitation, 'x', `${await tokenFor()}x`]) {
    const reply = await reset(token);
    assert.equal(reply.status, 403);
    assert.equal(codeOf(reply), 'token-invalid');
  }
  const token = await tokenFor();
  assert.equal((await reset(token, better, { origin: 'https://evil.example' })).status, 403);
  const foreign = { body: { email }, headers: { origin: 'https://evil.example' } };
  assert.equal((await t.request('POST', '/auth/forgot-password', foreign)).status, 403);
  assert.equal((await reset(token, better, { origin: panelOrigin })).status, 200);
});

test('who guesses tokens is stopped', async () => {
  for (let i = 0; i < 30; i++) await reset(`guess-${i}`);
  assert.equal((await reset(await tokenFor())).status, 429);
});

test('a password that is easy to guess is refused, and the link stays good', async () => {
  const token = await tokenFor();
  for (const bad of ['short', 'maya@fernhill.example', 'passwordpassword'])
    assert.equal((await reset(token, bad)).status, 422, bad);
  assert.equal((await reset(token)).status, 200);
});

test('strangers who guessed do not keep the owner of a new password waiting', async () => {
  for (let i = 0; i < 8; i++)
    await t.request('POST', '/auth/sign-in', {
      body: { email, password: 'wrong wrong wrong' },
      from: `198.51.100.${i}`,
    });
  assert.equal((await reset(await tokenFor())).status, 200);
  assert.equal((await signIn(better)).status, 200);
});

for (const body of [{}, { email: 7 }, { email: 'no address' }, { email, more: 1 }, { email: '' }, [], null]) {
  test(`asking with ${JSON.stringify(body)} is refused with what is wrong`, async () => {
    const reply = await t.request('POST', '/auth/forgot-password', { raw: JSON.stringify(body) });
    assert.equal(reply.status, 422);
    assert.ok(reply.problem.errors?.length);
  });
}

test('an invitation goes by letter as well, and both links are good until one of them is used', async () => {
  const invite = await maya.request('POST', '/api/v1/admins', { body: { email: 'omar@fernhill.example' } });
  const id = String(invite.body['id']);
  const shown = String(invite.body['invite_url']).split('=').at(-1) ?? '';
  assert.deepEqual(
    [...(await letters())],
    [{ kind: 'invite', address: 'omar@fernhill.example', locale: 'de', admin_id: id }],
  );
  const mailed = await createInviteToken(t.sql, id);
  assert.ok(mailed);
  assert.ok(mailed.expires_at.getTime() > Date.now() + 2.9 * 86_400_000);
  const accept = (token: string) => t.request('POST', '/auth/accept-invite', { body: { token, password: better } });
  assert.equal((await accept(shown)).status, 200);
  assert.equal((await accept(mailed.token)).status, 410);
  assert.equal(await createInviteToken(t.sql, id), undefined, 'who has come is not invited any more');
});

test('inviting again ends the links before, and sends no more than three letters an hour', async () => {
  const invite = () => maya.request('POST', '/api/v1/admins', { body: { email: 'omar@fernhill.example' } });
  const id = String((await invite()).body['id']);
  const earlier = await createInviteToken(t.sql, id);
  for (let i = 0; i < 5; i++) assert.equal((await invite()).status, 201);
  assert.equal((await letters()).length, 3);
  const reply = await t.request('POST', '/auth/accept-invite', { body: { token: earlier?.token, password: better } });
  assert.equal(reply.status, 403);
});
