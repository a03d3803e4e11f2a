import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { after, describe, test } from 'node:test';
import webpush from 'web-push';
import { createEgress } from '../../../http/safe-fetch.ts';
import { makeCertificate } from '../../../testing/certificate.ts';
import { makePushReceiver } from '../../../testing/push-receiver.ts';
import {
  type PushedAnswer,
  type PushedMessage,
  type PushService,
  type PushServiceOptions,
  startPushService,
} from '../../../testing/push-service.ts';
import type { Recipient, Sender } from '../../channel.ts';
import { composePush } from './compose.ts';
import { createPushSender, type PushSenderOptions } from './sender.ts';
import { makeNotice, makePlan } from './testing/notice.ts';
import { VapidSigner } from './vapid.ts';

const certificate = makeCertificate(['fcm.googleapis.com', 'updates.push.services.mozilla.com', 'web.push.apple.com']);
const google = 'https://fcm.googleapis.com';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
const keys = { privateKey, publicKey: point.toString('base64url') };
const patience = new AbortController().signal;

let nextId = 1;
const open: (() => Promise<unknown>)[] = [];
after(async () => {
  for (const close of open.reverse()) await close();
});

/** A push service that stands in for one of the real ones, and a sender whose connections to that lead to it. */
async function connected(
  service: Partial<PushServiceOptions> = {},
  sending: Partial<PushSenderOptions> = {},
  origin = google,
): Promise<{ service: PushService; sender: Sender; signer: VapidSigner }> {
  const started = await startPushService({ ...certificate, audience: origin, ...service });
  const signer = new VapidSigner(keys, 'mailto:ops@fernhill.example');
  const sender = createPushSender({
    signer,
    egress: createEgress({ ca: certificate.cert, upstreams: new Map([[origin, started.url]]) }),
    egressAllow: [],
    ...sending,
  });
  open.push(
    () => started.close(),
    () => sender.close(),
  );
  return { service: started, sender, signer };
}

/** A browser that has subscribed. */
function subscriber(endpoint = `${google}/fcm/send/device${nextId}`) {
  const receiver = makePushReceiver();
  const recipient: Recipient = {
    subscription_id: String(nextId++),
    address: endpoint,
    details: receiver.keys,
    locale: 'en',
    time_zone: 'Europe/Berlin',
    incident_id: null,
    links: { manage: 'https://status.fernhill.example/m', unsubscribe: 'https://status.fernhill.example/u' },
  };
  return {
    recipient,
    read: (message: PushedMessage | undefined) =>
      JSON.parse(receiver.read(message?.body ?? Buffer.alloc(0))) as unknown,
  };
}

/** Counts the connections that anything in this process begins. */
async function connectionsDuring(work: () => Promise<unknown>): Promise<number> {
  let begun = 0;
  const count = () => {
    begun++;
  };
  subscribe('net.client.socket', count);
  try {
    await work();
  } finally {
    unsubscribe('net.client.socket', count);
  }
  return begun;
}

const sent = { kind: 'sent' };
const always = (answer: PushedAnswer) => ({ answer: () => answer });

test('a browser is sent what it alone can read, with what RFC 8030 asks for', async () => {
  const { service, sender } = await connected();
  const { recipient, read } = subscriber();
  const notice = makeNotice();
  assert.deepEqual(await sender.send(notice, recipient, patience), sent);
  const [message] = service.messages;
  assert.deepEqual(read(message), JSON.parse(composePush(notice, recipient).plaintext.toString()));
  assert.equal(message?.httpVersion, '2.0');
  assert.equal(message?.headers['ttl'], '86400');
  assert.equal(message?.headers['urgency'], 'high');
  assert.match(message?.headers['topic'] ?? '', /^[A-Za-z0-9_-]{32}$/);
  assert.equal(message?.claims['aud'], google);
  assert.equal(message?.claims['sub'], 'mailto:ops@fernhill.example');
});

test('the headers are those that the library of the web-push project sends', async () => {
  const { service, sender } = await connected();
  const { recipient } = subscriber();
  await sender.send(makeNotice(), recipient, patience);
  const ours = service.messages[0]?.headers ?? {};
  const { p256dh = '', auth = '' } = recipient.details as Record<string, string>;
  const theirs = webpush.generateRequestDetails({ endpoint: recipient.address, keys: { p256dh, auth } }, 'text', {
    vapidDetails: {
      subject: 'mailto:ops@fernhill.example',
      publicKey: keys.publicKey,
      privateKey: privateKey.export({ format: 'jwk' }).d ?? '',
    },
    TTL: Number(ours['ttl']),
    urgency: 'high',
    topic: ours['topic'] ?? '',
  });
  const shape = (headers: Record<string, unknown>) =>
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), String(value).replace(/ t=[\w.-]+/, ' t=TOKEN')])
      .filter(([name]) => !['content-length', ':path', ':method', ':scheme', ':authority'].includes(name ?? ''))
      .sort();
  assert.deepEqual(shape(ours), shape(theirs.headers));
});

test('one connection carries many messages at once, and the signature is made once', async () => {
  const { service, sender } = await connected();
  const notice = makeNotice();
  const outcomes = await Promise.all(
    Array.from({ length: 250 }, () => sender.send(notice, subscriber().recipient, patience)),
  );
  assert.ok(outcomes.every(({ kind }) => kind === 'sent'));
  assert.equal(service.connections(), 1);
  assert.equal(new Set(service.messages.map(({ headers }) => headers['authorization'])).size, 1);
});

test('a service that speaks only HTTP/1.1 is sent to all the same', async () => {
  const { service, sender } = await connected({ onlyHttp1: true });
  const { recipient, read } = subscriber();
  for (let count = 0; count < 20; count++) assert.deepEqual(await sender.send(makeNotice(), recipient, patience), sent);
  assert.equal(service.messages[0]?.httpVersion, '1.1');
  assert.ok(read(service.messages[19]));
  assert.ok(service.connections() <= 3, `${service.connections()} connections`);
});

test('when a service ends its connection, the next message makes another', async () => {
  const { service, sender } = await connected();
  for (let count = 0; count < 4; count++) {
    const { kind } = await sender.send(makeNotice(), subscriber().recipient, patience);
    assert.equal(kind, 'sent');
    await service.restart();
  }
  assert.equal(service.connections(), 4);
});

describe('what a service answers decides what becomes of the message', () => {
  const hour = 3_600_000;
  const cases: [said: string, answer: PushedAnswer, outcome: object][] = [
    ['200', { status: 200 }, sent],
    ['201', { status: 201 }, sent],
    ['202', { status: 202 }, sent],
    ['404', { status: 404 }, { kind: 'gone' }],
    ['410', { status: 410 }, { kind: 'gone' }],
    ['413', { status: 413 }, { kind: 'failed' }],
    [
      '429 with a time',
      { status: 429, headers: { 'retry-after': '120' } },
      { kind: 'later', afterMs: 120_000, destination: true },
    ],
    ['429 without', { status: 429 }, { kind: 'later', destination: true }],
    [
      '429 for a year',
      { status: 429, headers: { 'retry-after': '31536000' } },
      { kind: 'later', afterMs: 6 * hour, destination: true },
    ],
    ['406 of Windows', { status: 406 }, { kind: 'later', destination: true }],
    ['500', { status: 500 }, { kind: 'later' }],
    ['502 with a page', { status: 502, body: '<html>Bad Gateway</html>' }, { kind: 'later' }],
    [
      '503 with a time',
      { status: 503, headers: { 'retry-after': '7' } },
      { kind: 'later', afterMs: 7_000, destination: true },
    ],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }, { kind: 'failed' }],
    ['451', { status: 451 }, { kind: 'failed' }],
  ];
  for (const [said, answer, expected] of cases) {
    test(said, async () => {
      const { sender } = await connected(always(answer));
      const { reason, ...outcome } = {
        reason: '',
        ...(await sender.send(makeNotice(), subscriber().recipient, patience)),
      };
      assert.deepEqual(outcome, expected);
      if (outcome.kind !== 'sent')
        assert.match(reason, new RegExp(`^The push service answered ${(answer as { status: number }).status}`));
      assert.doesNotMatch(reason, /html/);
    });
  }

  test('400 is tried again, and given up at the third time', async () => {
    const { sender } = await connected(always({ status: 400 }));
    const { recipient } = subscriber();
    const notice = makeNotice();
    const kinds: string[] = [];
    for (let count = 0; count < 3; count++) kinds.push((await sender.send(notice, recipient, patience)).kind);
    assert.deepEqual(kinds, ['later', 'later', 'failed']);
  });

  test('a key that is not taken holds the whole service back, says why, and is signed anew', async () => {
    let isTaken = false;
    const { sender, service } = await connected({
      answer: () => (isTaken ? undefined : { status: 403, body: '{"reason":"BadJwtToken"}' }),
    });
    const outcome = await sender.send(makeNotice(), subscriber().recipient, patience);
    assert.equal(outcome.kind, 'later');
    assert.ok(outcome.kind === 'later' && outcome.destination);
    assert.match(outcome.reason, /403 \(“BadJwtToken”\): it does not take our key\. Check ALLSWELL_VAPID_SUBJECT/);
    isTaken = true;
    assert.deepEqual(await sender.send(makeNotice(), subscriber().recipient, patience), sent);
    const [first, second] = service.messages.map(({ headers }) => headers['authorization']);
    assert.notEqual(first, second);
  });

  test('a subscription to another page’s key fails alone, and stops nobody else', async () => {
    const bodies = [
      'the VAPID credentials in the authorization header do not correspond to the credentials used to create the subscriptions.',
      '{"reason":"VapidPkHashMismatch"}',
      '{"errno":109,"message":"VAPID public key mismatch"}',
    ];
    for (const body of bodies) {
      const { sender } = await connected(always({ status: 403, body }));
      const outcome = await sender.send(makeNotice(), subscriber().recipient, patience);
      assert.equal(outcome.kind, 'failed', body);
    }
    const { sender } = await connected({ answer: (_, count) => (count === 2 ? { status: 401 } : undefined) });
    const kinds: string[] = [];
    for (let count = 0; count < 3; count++)
      kinds.push((await sender.send(makeNotice(), subscriber().recipient, patience)).kind);
    assert.deepEqual(kinds, ['sent', 'failed', 'sent'], 'it has taken our key for others');
  });

  test('no answer in time, and a connection that breaks, are tried again later', async () => {
    const slow = await connected(always('hang'), { answerTimeoutMs: 200 });
    const late = await slow.sender.send(makeNotice(), subscriber().recipient, patience);
    assert.deepEqual(late, { kind: 'later', reason: 'fcm.googleapis.com did not answer in time.', destination: true });
    const broken = await connected(always('reset'));
    const lost = await broken.sender.send(makeNotice(), subscriber().recipient, patience);
    assert.equal(lost.kind, 'later');
    const gone = await connected();
    await gone.service.close();
    const unreachable = await gone.sender.send(makeNotice(), subscriber().recipient, patience);
    assert.ok(unreachable.kind === 'later' && unreachable.destination);
    assert.match(unreachable.reason, /^fcm\.googleapis\.com cannot be reached \(ECONNREFUSED\)/);
  });

  test('an answer of ten megabytes is not read to its end', async () => {
    const { sender } = await connected(always({ status: 500, body: 'x'.repeat(10_000_000) }));
    const before = process.memoryUsage().rss;
    const outcome = await sender.send(makeNotice(), subscriber().recipient, patience);
    assert.equal(outcome.kind, 'later');
    assert.ok(process.memoryUsage().rss - before < 40_000_000);
  });

  test('news that nobody took for a day are given up', async () => {
    let now = Date.now();
    const { sender } = await connected(always('reset'), { now: () => now });
    const { recipient } = subscriber();
    const notice = makeNotice();
    const kindAfter = async (hours: number) => {
      now += hours * 3_600_000;
      return (await sender.send(notice, recipient, patience)).kind;
    };
    assert.deepEqual([await kindAfter(0), await kindAfter(23), await kindAfter(2)], ['later', 'later', 'failed']);
  });

  test('what cannot be delivered before a plan comes true is given up', async () => {
    const { sender } = await connected(always({ status: 500 }));
    const notice = makePlan({ kind: 'reminder' }, new Date(Date.now() - 1));
    const outcome = await sender.send(notice, subscriber().recipient, patience);
    assert.ok(outcome.kind === 'failed');
    assert.match(outcome.reason, /^It came too late to be of use\./);
  });
});

describe('an endpoint is an address that a stranger gave us', () => {
  const endpoints = [
    ...[
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'https://10.0.0.1/x',
      'https://169.254.169.254/latest',
      'https://0x7f.1/x',
    ],
    ...['https://[::ffff:127.0.0.1]/x', 'https://2130706433/x', 'https://localhost/x', 'http://fcm.googleapis.com/x'],
    ...[
      'https://fcm.googleapis.com:8443/x',
      'https://fcm.googleapis.com.stranger.example/x',
      'https://stranger.example/x',
    ],
    ...[
      'https://fcm.googleapis.com@stranger.example/x',
      'https://a:b@fcm.googleapis.com/x',
      'https://push.apple.com.evil/x',
    ],
    ...[
      'https://evilpush.services.mozilla.com.x/',
      'https://xfcm.googleapis.com/',
      'ftp://fcm.googleapis.com/',
      'x',
      '',
    ],
    ...['https://stranger.example/?https://fcm.googleapis.com/'],
    ...['https://fcm.googleapis.com%2estranger.example/', 'https://notify.windows.com.stranger.example/'],
  ];
  test('what is no push service is never connected to', async () => {
    const { sender } = await connected();
    const kinds = await connectionsDuring(async () => {
      for (const endpoint of endpoints) {
        const { kind } = await sender.send(makeNotice(), { ...subscriber().recipient, address: endpoint }, patience);
        assert.equal(kind, 'failed', endpoint);
      }
    });
    assert.equal(kinds, 0);
  });

  for (const address of ['127.0.0.1', '10.1.2.3', '::1', '::ffff:127.0.0.1', '169.254.169.254', 'fd00::1']) {
    test(`a push service whose name leads to ${address} is not connected to`, async () => {
      const signer = new VapidSigner(keys, undefined);
      const egress = createEgress({ resolve: async () => [address] });
      const sender = createPushSender({ signer, egress, egressAllow: [] });
      open.push(() => sender.close());
      const begun = await connectionsDuring(async () => {
        for (const endpoint of [`${google}/x`, 'https://updates.push.services.mozilla.com/wpush/v2/x']) {
          const { kind } = await sender.send(makeNotice(), { ...subscriber().recipient, address: endpoint }, patience);
          assert.equal(kind, 'failed');
        }
      });
      assert.equal(begun, 0);
    });
  }

  test('a name that leads elsewhere at the second look is not followed there', async () => {
    let looks = 0;
    const egress = createEgress({ resolve: async () => (looks++ === 0 ? ['192.0.2.1', '127.0.0.1'] : ['127.0.0.1']) });
    const sender = createPushSender({ signer: new VapidSigner(keys, undefined), egress, egressAllow: [] });
    open.push(() => sender.close());
    const begun = await connectionsDuring(async () => {
      for (let count = 0; count < 3; count++) {
        assert.equal((await sender.send(makeNotice(), subscriber().recipient, patience)).kind, 'failed');
      }
    });
    assert.equal(begun, 0);
  });

  test('a redirect is not followed, wherever it leads', async () => {
    let reached = 0;
    const trap = createServer(() => reached++).listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const location = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/`;
    for (const onlyHttp1 of [false, true]) {
      for (const status of [301, 302, 303, 307, 308]) {
        const { sender } = await connected({ onlyHttp1, ...always({ status, headers: { location } }) });
        assert.equal((await sender.send(makeNotice(), subscriber().recipient, patience)).kind, 'failed');
      }
    }
    trap.close();
    assert.equal(reached, 0);
  });

  test('what the operator names may be private, and be without encryption', async () => {
    const plain = createHttpServer((request, response) => {
      request.resume();
      response.writeHead(201).end();
    }).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const port = (plain.address() as AddressInfo).port;
    const sender = createPushSender({
      signer: new VapidSigner(keys, undefined),
      egress: createEgress({ allow: [`127.0.0.1:${port}`] }),
      egressAllow: [`127.0.0.1:${port}`],
    });
    open.push(() => sender.close());
    const to = (address: string) => sender.send(makeNotice(), { ...subscriber().recipient, address }, patience);
    assert.deepEqual(await to(`http://127.0.0.1:${port}/push/1`), sent);
    assert.equal((await to(`http://127.0.0.1:${port + 1}/push/1`)).kind, 'failed');
    plain.close();
  });
});

test('keys that no browser makes fail without a message', async () => {
  const { sender, service } = await connected();
  const { recipient } = subscriber();
  const offTheCurve = Buffer.alloc(65, 4).toString('base64url');
  for (const details of [{}, { ...recipient.details, p256dh: 'x' }, { ...recipient.details, p256dh: offTheCurve }]) {
    assert.equal((await sender.send(makeNotice(), { ...recipient, details }, patience)).kind, 'failed');
  }
  assert.equal(service.messages.length, 0);
});

test('whoever is told to stop sends nothing more, and waits for what is on its way', async () => {
  const stopping = new AbortController();
  let answered = 0;
  const { sender, service } = await connected({
    answer: () => {
      stopping.abort();
      answered++;
      return undefined;
    },
  });
  assert.deepEqual(await sender.send(makeNotice(), subscriber().recipient, stopping.signal), sent);
  assert.equal(answered, 1);
  const stopped = await sender.send(makeNotice(), subscriber().recipient, stopping.signal);
  assert.equal(stopped.kind, 'later');
  assert.equal(service.messages.length, 1);
});
