import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeCertificate } from '../../../testing/certificate.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/database.ts';
import { makeNotice, makeRecipient } from '../../../testing/notice-content.ts';
import { openMail } from '../../../testing/open-mail.ts';
import { startRawSink } from '../../../testing/smtp-raw-sink.ts';
import { type SmtpReply, type SmtpSinkOptions, startSmtpSink } from '../../../testing/smtp-sink.ts';
import { until } from '../../../testing/until.ts';
import type { Outcome } from '../../channel.ts';
import { openConnection } from './connection.ts';
import { createPool } from './pool.ts';
import { readEmailSettings } from './settings.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const never = new AbortController().signal;
const notice = makeNotice();

async function openPost(
  options: SmtpSinkOptions = {},
  { url, ca }: { url?: (sink: string) => string; ca?: string } = {},
) {
  const sink = await startSmtpSink(options);
  const sender = await openMail(
    database.sql,
    { ALLSWELL_SMTP_URL: url ? url(sink.url) : sink.url },
    ca === undefined ? {} : { ca },
  );
  return {
    sink,
    sender,
    send: (address = 'maya@readers.example', signal = never) => sender.send(notice, makeRecipient({ address }), signal),
    async [Symbol.asyncDispose]() {
      await sender.close();
      await sink.stop();
    },
  };
}

/** What stands in an outcome beside its words. */
function kindOf(outcome: Outcome): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outcome).filter(([name]) => name !== 'reason'));
}

const answers: [at: 'recipient' | 'sender' | 'message', reply: SmtpReply, meaning: Record<string, unknown>][] = [
  ['recipient', '550 5.1.1 No such user', { kind: 'failed', bounced: true }],
  ['recipient', '550 5.1.2 No such domain', { kind: 'failed', bounced: true }],
  ['recipient', '554 5.7.1 Relay access denied', { kind: 'failed' }],
  ['recipient', '550 Requested action not taken', { kind: 'failed' }],
  ['recipient', '450 4.2.2 Mailbox full', { kind: 'later' }],
  ['recipient', '450 Try again', { kind: 'later' }],
  ['recipient', '451 4.4.1 No answer from host', { kind: 'later', destination: true }],
  ['recipient', '451 4.3.0 Try again', { kind: 'later', destination: true }],
  ['recipient', '452 Too many recipients', { kind: 'later', destination: true }],
  ['recipient', '421 4.7.0 Too many from you', { kind: 'later', destination: true }],
  ['recipient', 'drop', { kind: 'later', destination: true }],
  ['recipient', '550 5.1.8 Sender address rejected', { kind: 'later', channel: true }],
  ['sender', '550 5.7.1 You are not allowed to send', { kind: 'later', channel: true }],
  ['sender', '451 4.7.1 Slow down', { kind: 'later', channel: true }],
  ['sender', '552 5.3.4 Message too big', { kind: 'failed' }],
  ['message', '554 5.7.1 Looks like spam', { kind: 'failed' }],
  ['message', '550 5.1.1 No such user', { kind: 'failed', bounced: true }],
  ['message', '451 4.3.0 Queue file write error', { kind: 'later', destination: true }],
  // The message was on its way: nobody knows whether it was taken.
  ['message', 'drop', { kind: 'later' }],
];

for (const [at, reply, meaning] of answers) {
  test(`“${reply}” to ${at} means ${JSON.stringify(meaning)}`, async () => {
    await using post = await openPost({ script: { [at]: () => reply } });
    const outcome = await post.send();
    assert.deepEqual(kindOf(outcome), meaning);
    assert.ok('reason' in outcome && outcome.reason.length > 10);
    if (reply !== 'drop') assert.ok(outcome.reason.includes(reply.slice(4)), outcome.reason);
    // Whatever it was, the next one is sent as if nothing had happened.
    post.sink.script = {};
    assert.deepEqual(await post.send('next@readers.example'), { kind: 'sent' });
  });
}

test('a refused sender and a wrong password are the operator’s, and nobody’s address', async () => {
  await using post = await openPost(
    { auth: { user: 'allswell', password: 'right' } },
    { url: (url) => url.replace(':right@', ':wrong%2Fsecret@') },
  );
  const outcome = await post.send();
  assert.deepEqual(kindOf(outcome), { kind: 'later', channel: true });
  assert.match(JSON.stringify(outcome), /does not take our user and password: 535 5\.7\.8/);
  assert.doesNotMatch(JSON.stringify(outcome), /secret/);
});

test('it signs in with the user and the password of the address, whatever characters they have', async () => {
  await using post = await openPost({ auth: { user: 'all@well', password: 'a/b:c@d %' } });
  assert.deepEqual(await post.send(), { kind: 'sent' });
  assert.equal(post.sink.received[0]?.user, 'all@well');
});

test('a mail server that does not answer is waited for, and nobody’s address is to blame', async () => {
  const sink = await startSmtpSink();
  await sink.stop();
  const sender = await openMail(database.sql, { ALLSWELL_SMTP_URL: sink.url });
  const outcome = await sender.send(notice, makeRecipient(), never);
  assert.deepEqual(kindOf(outcome), { kind: 'later', channel: true });
  assert.match(JSON.stringify(outcome), /cannot be reached/);
  await sender.close();
});

test('without encryption nothing is sent, unless the address says so', async () => {
  await using post = await openPost({}, { url: (url) => url.replace('?require_tls=0', '') });
  const outcome = await post.send();
  assert.deepEqual(kindOf(outcome), { kind: 'later', channel: true });
  assert.match(JSON.stringify(outcome), /STARTTLS/i);
  assert.equal(post.sink.recipients.length, 0);
});

for (const implicit of [false, true]) {
  test(`over ${implicit ? 'smtps' : 'STARTTLS'} it sends to a server whose certificate is good, and to no other`, async () => {
    const certificate = makeCertificate(['localhost']);
    const byName = { url: (url: string) => url.replace('127.0.0.1', 'localhost') };
    await using post = await openPost({ tls: { ...certificate, implicit } }, { ...byName, ca: certificate.cert });
    assert.deepEqual(await post.send(), { kind: 'sent' });
    assert.equal(post.sink.received[0]?.isSecure, true);

    await using stranger = await openPost({ tls: { ...makeCertificate(['localhost']), implicit } }, byName);
    const outcome = await stranger.send();
    assert.deepEqual(kindOf(outcome), { kind: 'later', channel: true });
    assert.match(JSON.stringify(outcome), /certificate|self.signed/i);
    assert.equal(stranger.sink.recipients.length, 0);

    // With require_tls=0 it takes what there is: encrypted, to whomever.
    await using lax = await openPost(
      { tls: { ...makeCertificate(['elsewhere.example']), implicit } },
      { url: (url) => `${url.replace('127.0.0.1', 'localhost')}?require_tls=0` },
    );
    assert.deepEqual(await lax.send(), { kind: 'sent' });
    assert.equal(lax.sink.received[0]?.isSecure, true);
  });
}

test('a server that ends idle sessions costs nobody their message', async () => {
  await using post = await openPost();
  await post.send();
  post.sink.dropConnections();
  await until(() => assert.equal(post.sink.open(), 0));
  assert.deepEqual(await post.send(), { kind: 'sent' });
  assert.equal(post.sink.received.length, 2);
});

test('a server that has enough of a session is met again in a new one', async () => {
  let taken = 0;
  await using post = await openPost({
    script: {
      sender: () => {
        taken += 1;
        return taken % 4 === 0 ? '421 4.7.0 Too many messages in this session' : undefined;
      },
    },
  });
  for (let index = 0; index < 12; index += 1) assert.deepEqual(await post.send(), { kind: 'sent' });
  assert.equal(post.sink.received.length, 12);
});

test('sessions are reused, and never more than the address allows', async () => {
  await using post = await openPost({}, { url: (url) => `${url}&connections=3` });
  const sent = await Promise.all(Array.from({ length: 40 }, (_, index) => post.send(`reader${index}@readers.example`)));
  assert.ok(sent.every(({ kind }) => kind === 'sent'));
  assert.ok(post.sink.connections <= 3, `${post.sink.connections} connections`);
  assert.equal(post.sender.concurrency, 6);
});

test('a server that takes a message and hangs up has perhaps taken it: it comes again as the same message', async () => {
  const ids: (string | undefined)[] = [];
  const sink = await startRawSink({
    manner: 'lose-answer',
    onMail: ({ data }) => ids.push(/^Message-ID: (.*)\r$/m.exec(data.toString())?.[1]),
  });
  const sender = await openMail(database.sql, { ALLSWELL_SMTP_URL: sink.url });
  for (let tries = 0; tries < 2; tries += 1) {
    const outcome = await sender.send(notice, makeRecipient(), never);
    assert.deepEqual(kindOf(outcome), { kind: 'later' });
    assert.match(JSON.stringify(outcome), /not known whether/);
  }
  // Never twice within one try.
  assert.equal(sink.taken, 2);
  assert.equal(new Set(ids).size, 1);
  assert.ok(ids[0]);
  await sender.close();
  await sink.stop();
});

test('it works without pipelining as well', async () => {
  const sink = await startRawSink({
    manner: 'no-pipelining',
    recipient: (address) => (address.startsWith('gone') ? '550 5.1.1 gone' : undefined),
  });
  const sender = await openMail(database.sql, { ALLSWELL_SMTP_URL: sink.url });
  assert.deepEqual(await sender.send(notice, makeRecipient(), never), { kind: 'sent' });
  const gone = await sender.send(notice, makeRecipient({ address: 'gone@readers.example' }), never);
  assert.deepEqual(kindOf(gone), { kind: 'failed', bounced: true });
  await sender.close();
  await sink.stop();
});

for (const manner of ['silent', 'drip'] as const) {
  test(`a server that is ${manner === 'silent' ? 'silent' : 'dripping its greeting'} is given up within the time there is`, async () => {
    const sink = await startRawSink({ manner });
    const settings = readEmailSettings(
      { smtpUrl: sink.url, mailFrom: undefined, dkim: undefined, bounceDomain: undefined },
      'https://status.fernhill.example',
    );
    assert.ok(settings);
    await assert.rejects(openConnection(settings.server, { connectMs: 300, messageMs: 300 }), {
      name: 'MailFailure',
      stage: 'connect',
      message: /cannot be reached/,
    });
    await sink.stop();
  });
}

test('a server that answers too late is given up, and its session is not used again', async () => {
  const sink = await startSmtpSink({ script: { slowMs: (address) => (address.startsWith('slow') ? 600_000 : 0) } });
  const settings = readEmailSettings(
    { smtpUrl: sink.url, mailFrom: undefined, dkim: undefined, bounceDomain: undefined },
    'https://status.fernhill.example',
  );
  assert.ok(settings);
  const pool = createPool({
    size: 1,
    open: () => openConnection(settings.server, { connectMs: 10_000, messageMs: 1_500 }),
  });
  const send = (to: string) =>
    pool.use(
      (connection) =>
        connection.send({ from: 'a@fernhill.example', to }, Buffer.from('Subject: x\r\n\r\nx\r\n'), never),
      never,
    );
  await send('first@readers.example');
  await assert.rejects(send('slow@readers.example'), { name: 'MailFailure', isInDoubt: false });
  await send('next@readers.example');
  assert.deepEqual(
    sink.received.map(({ to }) => to[0]),
    ['first@readers.example', 'next@readers.example'],
  );
  await pool.close();
  await sink.stop();
});

test('asked to stop before the message leaves, it sends nothing', async () => {
  await using post = await openPost({ script: { slowMs: () => 200 } });
  const stopping = new AbortController();
  const sending = Promise.all(
    Array.from({ length: 30 }, (_, index) => post.send(`reader${index}@readers.example`, stopping.signal)),
  );
  await until(() => assert.ok(post.sink.recipients.length > 0));
  stopping.abort();
  const outcomes = await sending;
  assert.ok(outcomes.every(({ kind }) => kind === 'later'));
  assert.ok(outcomes.every((outcome) => !('channel' in outcome) && !('destination' in outcome)));
  assert.equal(post.sink.received.length, 0);
  assert.equal((await post.send('late@readers.example', stopping.signal)).kind, 'later');
});

test('who wakes up after its lease has passed writes no message, though the server waits for it', async () => {
  // No event tells of this signal: a process that was asleep sees the flag before any timer runs.
  await using post = await openPost({ script: { slowMs: () => 100 } });
  const lease = new AbortController();
  const silent = new Proxy(lease.signal, {
    get: (signal, name) =>
      name === 'addEventListener' || name === 'removeEventListener'
        ? () => {}
        : (Reflect.get(signal, name, signal) as unknown),
  });
  const sending = post.send('maya@readers.example', silent);
  await until(() => assert.equal(post.sink.recipients.length, 1));
  lease.abort();
  assert.deepEqual(kindOf(await sending), { kind: 'later' });
  assert.equal(post.sink.received.length, 0);
});

test('asked to stop while the server has the message, it waits for the answer', async () => {
  const stopping = new AbortController();
  await using post = await openPost({ script: { message: () => void stopping.abort() } });
  assert.deepEqual(await post.send('maya@readers.example', stopping.signal), { kind: 'sent' });
});

test('closing lets go of every connection', async () => {
  const sink = await startSmtpSink();
  const sender = await openMail(database.sql, { ALLSWELL_SMTP_URL: sink.url });
  await Promise.all(
    Array.from({ length: 8 }, (_, n) => sender.send(notice, makeRecipient({ subscription_id: String(n + 1) }), never)),
  );
  await sender.close();
  await until(() => assert.equal(sink.open(), 0));
  await sink.stop();
});
