import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { EmailCheck, Problem } from '@allswell/protocol';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../../testing/app.ts';
import { makeCertificate } from '../../../testing/certificate.ts';
import { temporaryFolder } from '../../../testing/folder.ts';
import { startRawSink } from '../../../testing/smtp-raw-sink.ts';
import { startSmtpSink } from '../../../testing/smtp-sink.ts';
import { checkEmail } from './check-email.ts';
import type { EmailConfig } from './settings.ts';

const publicUrl = 'https://status.fernhill.example';
const config = (changes: Partial<EmailConfig>): EmailConfig => ({
  smtpUrl: undefined,
  mailFrom: 'status@fernhill.example',
  dkim: undefined,
  bounceDomain: undefined,
  ...changes,
});

let test0: TestApp;
let admin: TestAdmin;
let sink: Awaited<ReturnType<typeof startSmtpSink>>;
before(async () => {
  sink = await startSmtpSink();
  test0 = await createTestApp({ smtpUrl: sink.url });
  admin = await setUpAdmin(test0);
});
after(async () => {
  await test0.drop();
  await sink.stop();
});

test('an admin can see whether the mail server takes our sender, and nothing is sent', async () => {
  const reply = await admin.request<EmailCheck>('POST', '/api/v1/notifications/check-email');
  assert.equal(reply.status, 200);
  assert.equal(reply.body.works, true);
  assert.deepEqual(
    reply.body.steps.map(({ step }) => step),
    ['Reach the mail server', 'Sign in', 'Send as our sender', 'Sign messages'],
  );
  assert.ok(reply.body.steps.every(({ ok, detail }) => ok && /\.$/.test(detail)));
  assert.deepEqual([sink.received, sink.recipients], [[], []]);
});

test('a test message goes to the admin who asks', async () => {
  const reply = await admin.request('POST', '/api/v1/notifications/test', { body: { channel: 'email' } });
  assert.equal(reply.status, 202);
  assert.deepEqual(reply.body, { status: 'accepted', address: 'maya@fernhill.example' });
  const letters = await test0.sql`select kind, address from letters`;
  assert.deepEqual([...letters], [{ kind: 'test', address: 'maya@fernhill.example' }]);
  const wrong = await admin.request<Problem>('POST', '/api/v1/notifications/test', { body: { channel: 'fax' } });
  assert.equal(wrong.status, 422);
  assert.deepEqual(wrong.problem.errors, [{ pointer: '#/channel', detail: 'Send email.' }]);
});

test('without a mail server both say so, and strangers are told nothing', async () => {
  const bare = await createTestApp();
  const maya = await setUpAdmin(bare);
  for (const [path_, body] of [
    ['check-email', undefined],
    ['test', { channel: 'email' }],
  ] as const) {
    const reply = await maya.request<Problem>('POST', `/api/v1/notifications/${path_}`, body ? { body } : {});
    assert.equal(reply.status, 409);
    assert.match(reply.body.type, /email-not-configured$/);
    assert.equal((await bare.request('POST', `/api/v1/notifications/${path_}`, body ? { body } : {})).status, 401);
  }
  await bare.drop();
});

/** The step that failed. */
async function failureOf(changes: Partial<EmailConfig>, ca?: string) {
  const check = await checkEmail(config(changes), publicUrl, {
    ...(ca !== undefined && { ca }),
    patience: { connectMs: 2_000, messageMs: 2_000 },
  });
  assert.equal(check?.works, false);
  return check.steps.find(({ ok }) => !ok);
}

test('each way in which it can fail is named, with what to do', async () => {
  const plain = await startSmtpSink({ script: { sender: () => '550 5.7.1 Sender not allowed' } });
  const refused = await failureOf({ smtpUrl: plain.url });
  assert.equal(refused?.step, 'Send as our sender');
  assert.match(refused.detail, /550 5\.7\.1 Sender not allowed/);

  const unsafe = await failureOf({ smtpUrl: plain.url.replace('?require_tls=0', '') });
  assert.equal(unsafe?.step, 'Reach the mail server');
  assert.match(unsafe.detail, /no encryption.*\?require_tls=0/);

  const secure = await startSmtpSink({ tls: makeCertificate(['localhost']) });
  const strange = await failureOf({ smtpUrl: secure.url.replace('127.0.0.1', 'localhost') });
  assert.match(strange?.detail ?? '', /NODE_EXTRA_CA_CERTS/);
  assert.match((await failureOf({ smtpUrl: plain.url.replace('smtp:', 'smtps:') }))?.detail ?? '', /Try smtp:\/\//);

  const silent = await startRawSink({ manner: 'silent' });
  assert.equal((await failureOf({ smtpUrl: silent.url }))?.step, 'Reach the mail server');
  await Promise.all([plain.stop(), secure.stop(), silent.stop()]);
  assert.match((await failureOf({ smtpUrl: silent.url }))?.detail ?? '', /cannot be reached/);
});

test('a wrong password fails at signing in, and is never repeated, not even when the server repeats it', async () => {
  const password = 'hunter2hunter2';
  const server = await startSmtpSink({ auth: { user: 'allswell', password: 'right' } });
  const failed = await failureOf({ smtpUrl: server.url.replace(':right@', `:${password}@`) });
  assert.equal(failed?.step, 'Sign in');
  assert.doesNotMatch(JSON.stringify(failed), new RegExp(password));

  const echo = await startSmtpSink({
    auth: { user: 'u', password },
    script: { sender: () => `550 5.7.1 ${password}` },
  });
  assert.doesNotMatch(JSON.stringify(await failureOf({ smtpUrl: echo.url })), new RegExp(password));
  await Promise.all([server.stop(), echo.stop()]);
});

test('a signature of a foreign domain, or a key that is none, is found before anybody’s spam folder finds it', async () => {
  using folder = temporaryFolder();
  const keyFile = path.join(folder.path, 'dkim.pem');
  writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const foreign = await failureOf({ smtpUrl: sink.url, dkim: { domain: 'elsewhere.example', selector: 's', keyFile } });
  assert.match(foreign?.detail ?? '', /elsewhere\.example signs, but fernhill\.example sends/);
  const broken = await failureOf({
    smtpUrl: sink.url,
    dkim: { domain: 'fernhill.example', selector: 's', keyFile: '/nowhere' },
  });
  assert.match(broken?.detail ?? '', /ALLSWELL_DKIM_KEY_FILE cannot be used/);
  const good = await checkEmail(
    config({ smtpUrl: sink.url, dkim: { domain: 'fernhill.example', selector: 's', keyFile } }),
    publicUrl,
  );
  assert.match(good?.steps.at(-1)?.detail ?? '', /s\._domainkey\.fernhill\.example/);
});
