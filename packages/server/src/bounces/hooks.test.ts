import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Suppression } from '@allswell/protocol/schema';
import { createTestApp, publicUrl, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { makeCertificate } from '../testing/certificate.ts';
import { type Envelope, type FakeSns, startFakeSns } from '../testing/fake-sns.ts';
import { bounceHookAddresses } from './hook-addresses.ts';

const mailgunSigningKey = 'a key that only Mailgun knows';
let t: TestApp;
let maya: TestAdmin;
let sns: FakeSns;
let hooks: Record<string, string>;
before(async () => {
  sns = await startFakeSns();
  t = await createTestApp({ mailgunSigningKey, upstreams: sns.upstreams });
  maya = await setUpAdmin(t);
  hooks = await bounceHookAddresses(t.sql, { publicUrl, mailgunSigningKey });
});
after(async () => {
  sns.close();
  await t.drop();
});

const report = (provider: string, body: unknown, type = 'application/json') =>
  t.request('POST', new URL(hooks[provider] ?? '').pathname, {
    raw: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': type },
  });
const reportBySns = (body: unknown) => report('ses', body, 'text/plain; charset=UTF-8');
const suppressionOf = async (address: string) => {
  const found = await maya.request<Suppression[]>('GET', `/api/v1/suppressions?q=${encodeURIComponent(address)}`);
  return found.body.find((one) => one.address === address);
};

let people = 0;
/** Somebody who is subscribed, with a delivery that waits. */
async function subscriber(): Promise<{ address: string; id: string; delivery: () => Promise<string | undefined> }> {
  const address = `ana${people++}@people.example`;
  const [row] = await t.sql<{ id: string }[]>`
    insert into subscriptions (channel, address, address_key, destination, locale, time_zone, state, source, confirmed_at)
    values ('email', ${address}, ${address}, 'people.example', 'en', 'UTC', 'confirmed', 'page', now())
    returning id
  `;
  assert.ok(row);
  const incident = await maya.request('POST', '/api/v1/incidents', {
    body: { name: 'Slow answers', body: 'We look.' },
  });
  const [notice] = await t.sql<{ id: string }[]>`
    update notices set expanded_at = now() where incident_id = ${String(incident.body['id'])} returning id
  `;
  assert.ok(notice);
  await t.sql`
    insert into deliveries (notice_id, subscription_id, channel, destination)
    values (${notice.id}, ${row.id}, 'email', 'people.example')
  `;
  return {
    address,
    id: row.id,
    async delivery() {
      const [one] = await t.sql<{ state: string }[]>`select state from deliveries where subscription_id = ${row.id}`;
      return one?.state;
    },
  };
}

// Written after the descriptions of the three providers, with people of our own.
const postmarkBounce = (Email: string, changes: object = {}) => ({
  RecordType: 'Bounce',
  ID: 901_542_551,
  Type: 'HardBounce',
  TypeCode: 1,
  Name: 'Hard bounce',
  Tag: 'notice',
  MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
  Description: 'The server was unable to deliver your message.',
  Details: 'smtp;550 5.1.1 no such user here',
  Email,
  From: 'status@fernhill.example',
  BouncedAt: '2026-11-22T09:30:00Z',
  DumpAvailable: true,
  Inactive: true,
  CanActivate: true,
  Subject: '[Fernhill] Slow answers',
  ...changes,
});
const sesBounce = (emailAddress: string, bounceType = 'Permanent') => ({
  notificationType: 'Bounce',
  bounce: {
    bounceType,
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress, status: '5.1.1', action: 'failed', diagnosticCode: 'smtp; 550 no such user' }],
    timestamp: '2026-11-22T09:30:00.000Z',
    feedbackId: '0000-1',
    reportingMTA: 'dns; mail.fernhill.example',
  },
  mail: { messageId: '0000-2', destination: [emailAddress], source: 'status@fernhill.example' },
});
const sesComplaint = (emailAddress: string, changes: object = {}) => ({
  eventType: 'Complaint',
  complaint: {
    complainedRecipients: [{ emailAddress }],
    complaintFeedbackType: 'abuse',
    userAgent: 'Mail provider',
    timestamp: '2026-11-22T09:30:00.000Z',
    ...changes,
  },
  mail: { messageId: '0000-3' },
});
const mailgunEvent = (recipient: string, changes: object = {}, signature: object = {}) => {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const token = `token-${people++}-${Math.random()}`;
  return {
    signature: {
      timestamp,
      token,
      signature: createHmac('sha256', mailgunSigningKey).update(`${timestamp}${token}`).digest('hex'),
      ...signature,
    },
    'event-data': {
      event: 'failed',
      severity: 'permanent',
      id: 'G9Bn5sl1TC6nu79C8C0bwg',
      timestamp: 1_795_000_000.5,
      recipient,
      reason: 'bounce',
      'delivery-status': { code: 550, 'attempt-no': 1, message: '5.1.1 no such user', description: '' },
      ...changes,
    },
  };
};

test('a bounce that Postmark reports takes the address off, and takes back what waits for it', async () => {
  const ana = await subscriber();
  const reply = await report('postmark', postmarkBounce(ana.address.toUpperCase()));
  assert.equal(reply.status, 200);
  assert.deepEqual(reply.body, { status: 'accepted' });
  const found = (await maya.request<Suppression[]>('GET', '/api/v1/suppressions')).body[0];
  assert.equal(found?.address.toLowerCase(), ana.address);
  assert.equal(found?.channel, 'email');
  assert.equal(found?.reason, 'bounced');
  assert.equal(found?.detail, 'smtp;550 5.1.1 no such user here');
  assert.equal(await ana.delivery(), 'suppressed');
  const [still] = await t.sql`select state from subscriptions where id = ${ana.id}`;
  assert.equal(still?.['state'], 'confirmed');
});

test('complaints are told apart from bounces, whoever reports them', async () => {
  const people_ = await Promise.all(Array.from({ length: 5 }, subscriber));
  const [a = '', b = '', c = '', d = '', e = ''] = people_.map(({ address }) => address);
  assert.equal((await report('postmark', { RecordType: 'SpamComplaint', Email: a, From: 'x@y.example' })).status, 200);
  assert.equal((await reportBySns(sns.notification(sesComplaint(b)))).status, 200);
  assert.equal((await report('mailgun', mailgunEvent(c, { event: 'complained' }))).status, 200);
  const change = { RecordType: 'SubscriptionChange', SuppressSending: true, SuppressionReason: 'ManualSuppression' };
  assert.equal((await report('postmark', { ...change, Recipient: d })).status, 200);
  assert.equal((await report('postmark', { ...change, Recipient: e, SuppressSending: false })).status, 200);
  const reasons = await Promise.all([a, b, c, d, e].map(async (address) => (await suppressionOf(address))?.reason));
  assert.deepEqual(reasons, ['complained', 'complained', 'complained', 'unsubscribed', undefined]);
});

for (const version of ['1', '2'] as const) {
  test(`a bounce comes from SES through SNS as text, signed by version ${version}`, async () => {
    const ana = await subscriber();
    const reply = await reportBySns(sns.notification(sesBounce(`Ana <${ana.address}>`), version));
    assert.equal(reply.status, 200);
    assert.equal((await suppressionOf(ana.address))?.detail, 'smtp; 550 no such user');
    assert.equal(await ana.delivery(), 'suppressed');
  });
}

test('a signature that openssl made of the text in the manual is right', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'allswell-sns-'));
  const ana = await subscriber();
  const Message = JSON.stringify(sesBounce(ana.address));
  const text = `Message\n${Message}\nMessageId\nm-1\nSubject\nAbout é\nTimestamp\n2026-11-22T10:00:00.000Z\nTopicArn\narn:aws:sns:eu-central-1:1:x\nType\nNotification\n`;
  try {
    writeFileSync(path.join(folder, 'key.pem'), sns.key);
    const args = ['dgst', '-sha1', '-sign', path.join(folder, 'key.pem')];
    const Signature = execFileSync('openssl', args, { input: text }).toString('base64');
    const envelope = {
      Type: 'Notification',
      MessageId: 'm-1',
      TopicArn: 'arn:aws:sns:eu-central-1:1:x',
      Subject: 'About é',
      Message,
      Timestamp: '2026-11-22T10:00:00.000Z',
      SignatureVersion: '1',
      SigningCertURL: String(sns.notification('')['SigningCertURL']),
      Signature,
    };
    assert.equal((await reportBySns(envelope)).status, 200);
    assert.equal((await suppressionOf(ana.address))?.reason, 'bounced');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what SNS has not signed, as it is, changes nothing', async () => {
  const ana = await subscriber();
  const bounce = () => sns.notification(sesBounce(ana.address));
  const foreignKey = makeCertificate(['sns.amazonaws.com'], 'rsa').key;
  const host = 'https://sns.eu-central-1.amazonaws.com';
  const refusals: [string, Envelope, number][] = [
    ['another message', { ...bounce(), Message: JSON.stringify(sesComplaint(ana.address)) }, 403],
    ['a subject that was not there', { ...bounce(), Subject: 'x' }, 403],
    ['another key', sns.sign(bounce(), foreignKey), 403],
    ['no signature', { ...bounce(), Signature: '' }, 403],
    ['rubbish', { ...bounce(), Signature: '💥' }, 403],
    ['version 3', { ...bounce(), SignatureVersion: '3' }, 422],
    ['the digest of the other version', { ...bounce(), SignatureVersion: '2' }, 403],
    ...[
      'https://sns.eu-central-1.amazonaws.com.evil.example/x.pem',
      'https://evil.example/sns.eu-central-1.amazonaws.com.pem',
      'https://sns.eu-central-1.amazonaws.com@evil.example/x.pem',
      'https://xsns.eu-central-1.amazonaws.com/x.pem',
      'https://sns.eu-central-1.evil.amazonaws.com/x.pem',
      'https://s3.eu-central-1.amazonaws.com/x.pem',
      'http://sns.eu-central-1.amazonaws.com/x.pem',
      `${host}:8443/x.pem`,
      `${host}/x.txt`,
      `${host}/x.txt?.pem`,
      'not an address',
    ].map((SigningCertURL): [string, Envelope, number] => [SigningCertURL, { ...bounce(), SigningCertURL }, 422]),
  ];
  const before_ = sns.visits.length;
  for (const [what, envelope, status] of refusals) {
    const reply = await reportBySns(envelope);
    assert.equal(reply.status, status, what);
  }
  assert.ok(sns.visits.length <= before_ + 1, 'only the true certificate was fetched');
  assert.equal(await suppressionOf(ana.address), undefined);
});

test('while the certificate cannot be had, SNS is asked to come again', async () => {
  const other = await startFakeSns();
  const app = await createTestApp({ upstreams: other.upstreams });
  try {
    const { ses = '' } = await bounceHookAddresses(app.sql, { publicUrl });
    const send = (envelope: Envelope) => app.request('POST', new URL(ses).pathname, { body: envelope });
    other.answerWith(500);
    const reply = await send(other.notification(sesBounce('ana@people.example')));
    assert.equal(reply.status, 503);
    assert.ok(reply.headers.get('retry-after'));
    other.answerWith(200);
    assert.equal((await send(other.notification(sesBounce('ana@people.example')))).status, 200);
    other.answerWith(500);
    assert.equal((await send(other.confirmation())).status, 503);
  } finally {
    other.close();
    await app.drop();
  }
});

test('a subscription of the topic is confirmed by a visit, but only at SNS and only once it is proven to be from there', async () => {
  const visits = () => sns.visits.filter((path_) => path_.includes('ConfirmSubscription')).length;
  assert.equal((await reportBySns(sns.confirmation())).status, 200);
  assert.equal(visits(), 1);
  const forged = { ...sns.confirmation(), Token: 'another' };
  assert.equal((await reportBySns(forged)).status, 403);
  for (const SubscribeURL of [
    'https://evil.example/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-central-1:111122223333:bounces',
    'http://169.254.169.254/latest/meta-data',
    'https://sns.eu-central-1.amazonaws.com/?Action=DeleteTopic&TopicArn=arn:aws:sns:eu-central-1:111122223333:bounces',
    'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-central-1:1:other',
  ])
    assert.equal((await reportBySns(sns.confirmation({ SubscribeURL }))).status, 422, SubscribeURL);
  assert.equal((await reportBySns(sns.confirmation({ Type: 'UnsubscribeConfirmation' }))).status, 200);
  assert.equal(visits(), 1);
});

test('what SES tells beside troubles is taken and changes nothing', async () => {
  for (const message of [
    'Successfully validated SNS topic for Amazon SES event publishing.',
    { notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'You have subscribed.' },
    { eventType: 'Delivery', delivery: {} },
    { notificationType: 'Received' },
    sesComplaint('ana@people.example', { complaintFeedbackType: 'not-spam' }),
    'null',
    '[]',
    '"x"',
  ])
    assert.equal((await reportBySns(sns.notification(message))).status, 200);
  assert.equal(await suppressionOf('ana@people.example'), undefined);
});

test('passing troubles suppress with the fifth within two weeks, and one that is told twice counts once', async () => {
  const ana = await subscriber();
  const trouble = (ID: number) => postmarkBounce(ana.address, { ID, Type: 'SoftBounce', Inactive: false });
  for (const ID of [1, 1, 1, 2, 3]) assert.equal((await report('postmark', trouble(ID))).status, 200);
  const bySns = sns.notification(sesBounce(ana.address, 'Transient'));
  await reportBySns(bySns);
  await reportBySns(bySns);
  assert.equal(await suppressionOf(ana.address), undefined);
  assert.equal(await ana.delivery(), 'waiting');
  await t.sql`update bounces set at = at - interval '15 days' where ctid = (select min(ctid) from bounces)`;
  await report('mailgun', mailgunEvent(ana.address, { severity: 'temporary' }));
  assert.equal(await suppressionOf(ana.address), undefined, 'the first was long ago');
  await report('mailgun', mailgunEvent(ana.address, { severity: 'temporary' }));
  assert.equal((await suppressionOf(ana.address))?.reason, 'bounced');
  assert.equal(await ana.delivery(), 'suppressed');
});

test('what Mailgun has signed counts, once and for some hours', async () => {
  const ana = await subscriber();
  const event = mailgunEvent(ana.address);
  assert.equal((await report('mailgun', event)).status, 200);
  assert.equal((await suppressionOf(ana.address))?.detail, '5.1.1 no such user');
  const again = await report('mailgun', event);
  assert.equal(again.status, 403);
  assert.equal(again.problem.type, `${publicUrl}/problems/signature-invalid`);

  const ben = await subscriber();
  const token = 'the same';
  const signed = (timestamp: string) => ({
    timestamp,
    token,
    signature: createHmac('sha256', mailgunSigningKey).update(`${timestamp}${token}`).digest('hex'),
  });
  const now = Math.floor(Date.now() / 1_000);
  const forged: object[] = [
    { signature: '0'.repeat(64) },
    { signature: '' },
    { signature: 'zz' },
    { token: 'another' },
    { timestamp: String(now + 1) },
    signed(String(now - 24 * 3_600)),
    signed(String(now + 3_600)),
    signed('soon'),
    signed('Infinity'),
  ];
  for (const signature of forged)
    assert.equal(
      (await report('mailgun', mailgunEvent(ben.address, {}, signature))).status,
      403,
      JSON.stringify(signature),
    );
  assert.equal(await suppressionOf(ben.address), undefined);
});

test('an address is not found without its secret, with that of another provider, or without the key of Mailgun', async () => {
  const body = postmarkBounce('ana@people.example');
  const { ses = '', postmark = '', mailgun = '' } = hooks;
  const secretOf = (url: string) => url.split('/').at(-1) ?? '';
  assert.equal(new Set([ses, postmark, mailgun].map(secretOf)).size, 3);
  for (const path_ of [
    '/hooks/bounces/postmark',
    '/hooks/bounces/postmark/',
    '/hooks/bounces/postmark/x',
    `/hooks/bounces/postmark/${secretOf(ses)}`,
    `/hooks/bounces/postmark/${secretOf(postmark).slice(0, -1)}`,
    `/hooks/bounces/postmark/${secretOf(postmark).toLowerCase()}`,
    `/hooks/bounces/sendgrid/${secretOf(postmark)}`,
    `/hooks/bounces/postmark/${secretOf(postmark)}%00`,
  ])
    assert.equal((await t.request('POST', path_, { body })).status, 404, path_);
  assert.equal((await t.request('GET', new URL(postmark).pathname)).status, 405);

  const without = await createTestApp();
  const addresses = await bounceHookAddresses(without.sql, { publicUrl });
  assert.deepEqual(Object.keys(addresses), ['ses', 'postmark']);
  const guess = `/hooks/bounces/mailgun/${secretOf(mailgun)}`;
  assert.equal((await without.request('POST', guess, { body: mailgunEvent('ana@people.example') })).status, 404);
  await without.drop();
});

test('a body that is too large, no JSON or no text is refused as such', async () => {
  assert.equal((await report('postmark', 'x'.repeat(1024 * 1024 + 1))).status, 413);
  assert.equal((await report('postmark', `"${'x'.repeat(1024 * 1024 - 100)}"`)).status, 422);
  for (const body of ['', '{', 'RecordType=Bounce', '{"RecordType": }'])
    assert.equal((await report('postmark', body)).status, 400, body);
  const bytes = await t.request('POST', new URL(hooks['postmark'] ?? '').pathname, {
    raw: new Uint8Array([0x22, 0xff, 0x22]),
  });
  assert.equal(bytes.status, 400);
  for (const body of ['null', '[]', '"x"', '7', '{}', '{"RecordType": 7}', '{"RecordType": "Bounce"}']) {
    const reply = await report('postmark', body);
    assert.equal(reply.status, 422, body);
    assert.ok(
      reply.problem.errors?.every(({ detail }) => /^(Send|Remove)/.test(detail)),
      JSON.stringify(reply.problem),
    );
  }
});

test('an address that no server would take is passed over', async () => {
  for (const address of [
    '',
    'ana',
    'a@b@c',
    'ana@people.example, ben@people.example',
    '"a b"@c.example',
    'x\r\nBcc: y@z',
  ])
    assert.equal((await report('postmark', postmarkBounce(address))).status, 200);
});

/** The same report with each of its parts left out, nulled, and of every other type. */
function* mutations(value: object): Generator<[string, unknown]> {
  const paths = [...pathsOf(value)];
  for (const way of paths) {
    for (const other of [
      undefined,
      null,
      true,
      -1,
      '',
      'x',
      [],
      ['x'],
      {},
      { x: 1 },
      '\u0000',
      '😀',
      'x'.repeat(20_000),
    ]) {
      yield [`${way.join('.')} = ${JSON.stringify(other)?.slice(0, 20)}`, changed(value, way, other)];
    }
  }
}

function* pathsOf(value: unknown, way: string[] = []): Generator<string[]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield [...way, key];
    yield* pathsOf(inner, [...way, key]);
  }
}

function changed(value: unknown, [key, ...rest]: string[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  Object.assign(copy, { [key]: changed((value as Record<string, unknown>)[key], rest, other) });
  return copy;
}

test('whatever is left out, nulled or of another type, each provider gets a clear answer', async () => {
  const asks: [string, object, (body: unknown) => Promise<{ status: number }>][] = [
    ['postmark', postmarkBounce('odd1@people.example'), (body) => report('postmark', body)],
    ['mailgun', mailgunEvent('odd2@people.example'), (body) => report('mailgun', body)],
    ['envelope', sns.notification(sesBounce('odd3@people.example')), reportBySns],
    ['confirmation', sns.confirmation(), reportBySns],
    ['bounce', sesBounce('odd4@people.example'), (body) => reportBySns(sns.notification(body))],
    ['complaint', sesComplaint('odd5@people.example'), (body) => reportBySns(sns.notification(body))],
  ];
  for (const [name, body, ask] of asks) {
    for (const [what, mutated] of mutations(body)) {
      const { status } = await ask(mutated);
      assert.ok([200, 403, 422].includes(status), `${name}: ${what} is answered with ${status}`);
    }
  }
});

test('admins look through the list, find a part of an address, and let somebody be written to again', async () => {
  const ana = await subscriber();
  for (let ID = 10; ID < 15; ID++)
    await report('postmark', postmarkBounce(ana.address, { ID, Type: 'SoftBounce', Inactive: false }));
  const found = await suppressionOf(ana.address);
  assert.ok(found);
  const paged = await maya.request<Suppression[]>('GET', '/api/v1/suppressions?page=1&per_page=1');
  assert.equal(paged.body.length, 1);
  assert.match(paged.headers.get('link') ?? '', /rel="next"/);
  assert.equal((await maya.request('GET', '/api/v1/suppressions?q=%25')).body.length, 0);
  assert.equal((await t.request('GET', '/api/v1/suppressions')).status, 401);

  assert.equal((await t.request('DELETE', `/api/v1/suppressions/${found.id}`)).status, 401);
  assert.equal((await maya.request('DELETE', `/api/v1/suppressions/${found.id}`)).status, 204);
  assert.equal(await suppressionOf(ana.address), undefined);
  assert.equal((await maya.request('DELETE', `/api/v1/suppressions/${found.id}`)).status, 404);
  assert.equal((await maya.request('DELETE', '/api/v1/suppressions/zzz')).status, 404);
  await report('postmark', postmarkBounce(ana.address, { ID: 15, Type: 'SoftBounce', Inactive: false }));
  assert.equal(await suppressionOf(ana.address), undefined, 'what was counted before is forgotten');

  await report('postmark', postmarkBounce(ana.address, { ID: 16 }));
  const byAddress = (address: string) => maya.request('DELETE', '/api/v1/suppressions', { body: { address } });
  assert.equal((await byAddress(` ${ana.address.toUpperCase()} `)).status, 204);
  assert.equal((await byAddress(ana.address)).status, 404);
  assert.equal((await byAddress('')).status, 422);
  const trail = JSON.stringify((await maya.request('GET', '/api/v1/audit')).body);
  assert.ok(trail.includes('suppression.removed'));
  assert.ok(!trail.includes(ana.address), 'the trail keeps no address');
});
