import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { Config } from '../../../config.ts';
import { createEgress } from '../../../http/safe-fetch.ts';
import { createTestApp, publicUrl, type TestApp } from '../../../testing/app.ts';
import { makeMaintenanceNotice, makeNotice, makeNoticeUpdate, makeRecipient } from '../../../testing/notice-content.ts';
import { askToBeTold, linksOf, offerChannels, settle } from '../../../testing/subscribing.ts';
import { until } from '../../../testing/until.ts';
import type { Recipient, Sender } from '../../channel.ts';
import { openWebhook } from './index.ts';
import { proveWebhooks } from './prove.ts';
import { openWebhookSigner } from './sign.ts';

interface Call {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Somebody's endpoint. */
let endpoint: string;
let calls: Call[] = [];
let answer: (call: Call, res: ServerResponse) => void;
const server = createServer((req, res) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const call = { path: req.url ?? '', headers: req.headers, text: Buffer.concat(chunks).toString('utf8') };
    calls.push(call);
    answer(call, res);
  })();
});

let t: TestApp;
let config: Config;
let now = new Date();
const senders: Sender[] = [];
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  endpoint = `http://${at}/status`;
  t = await createTestApp({ egressAllow: [at] });
  config = { egressAllow: [at], upstreams: new Map<string, string>() } as Config;
  await offerChannels(t.sql, ['webhook']);
  await t.sql`update sending set last_sender_at = now() + interval '1 hour'`;
});
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.close();
  await t.sql`delete from subscriptions`;
  await t.sql`delete from rate_limits`;
  calls = [];
  now = new Date();
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await t.drop();
});

async function open(proveEveryMs = 20): Promise<Sender> {
  const log = { error: assert.fail, warn: assert.fail } as never;
  const sender = await openWebhook({ sql: t.sql, config, publicUrl, log }, { now: () => now, proveEveryMs });
  senders.push(sender);
  return sender;
}

const echo = ({ text }: Call, res: ServerResponse) =>
  void res.end(JSON.stringify({ challenge: (JSON.parse(text) as { challenge: string }).challenge }));
const say =
  (status: number, body = '', headers: Record<string, string> = {}) =>
  (_: Call, res: ServerResponse) =>
    void res.writeHead(status, headers).end(body);
const stateOf = async () => {
  const [row] = await t.sql<
    { state: string; details: Record<string, unknown> }[]
  >`select state, details from subscriptions`;
  return row;
};
const ask = (address = endpoint) => askToBeTold(t, { channel: 'webhook', address });
const parsed = (call: Call | undefined) =>
  JSON.parse(call?.text ?? '') as { type: string; secret: string; challenge: string };

/** A webhook that was asked for and has sent the challenge back. */
async function provenWebhook(): Promise<{
  sender: Sender;
  to: Recipient;
  secret: string;
  recipient: () => Promise<Recipient>;
}> {
  answer = echo;
  assert.equal((await ask()).status, 202);
  await settle(t.sql);
  const sender = await open();
  await until(async () => assert.equal((await stateOf())?.state, 'confirmed'));
  const { secret } = parsed(calls[0]);
  calls = [];
  const recipient = async () => {
    const [row] = await t.sql<
      { id: string; details: Record<string, unknown> }[]
    >`select id, details from subscriptions`;
    return makeRecipient({ subscription_id: row?.id ?? '', address: endpoint, details: row?.details ?? {} });
  };
  return { sender, to: await recipient(), secret, recipient };
}
const never = new AbortController().signal;

test('an endpoint is asked before it is told anything, and says yes by sending the challenge back', async () => {
  answer = echo;
  assert.equal((await ask()).status, 202);
  await settle(t.sql);
  assert.equal((await stateOf())?.state, 'pending');
  await open();
  await until(async () => assert.equal((await stateOf())?.state, 'confirmed'));
  assert.deepEqual((await stateOf())?.details, {});
  const [call] = calls;
  assert.equal(calls.length, 1);
  const { type, secret, challenge } = parsed(call);
  assert.equal(type, 'challenge');
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.ok(challenge.length >= 32);
  new Webhook(secret).verify(call?.text ?? '', call?.headers as Record<string, string>);
});

test('the challenge alone as text is a yes as well', async () => {
  answer = (call, res) => void res.end(`${parsed(call).challenge}\n`);
  await ask();
  await settle(t.sql);
  await open();
  await until(async () => assert.equal((await stateOf())?.state, 'confirmed'));
});

const refusals: [string, (call: Call, res: ServerResponse) => void][] = [
  ['an empty 200', say(200)],
  ['another challenge', say(200, '{"challenge": "x"}')],
  ['everything it was sent', (call, res) => void res.end(call.text)],
  ['the challenge with status 404', (call, res) => void res.writeHead(404).end(parsed(call).challenge)],
  ['a page of HTML with the challenge in it', (call, res) => void res.end(`<html>${parsed(call).challenge}</html>`)],
  ['a redirect', (_, res) => void res.writeHead(307, { location: endpoint }).end()],
  ['JSON of another kind', say(200, 'null')],
];
for (const [what, refusal] of refusals) {
  test(`whoever answers with ${what} is not told, and is left alone for a while`, async () => {
    answer = refusal;
    await ask();
    await settle(t.sql);
    await open();
    await until(() => assert.ok(calls.length > 0));
    await until(async () => assert.equal((await stateOf())?.details['asked'], 1));
    assert.equal((await stateOf())?.state, 'pending');
    await t.sql`update subscriptions set details = details || '{"ask_at": "2026-01-01T00:00:00Z"}'`;
    answer = echo;
    await until(async () => assert.equal((await stateOf())?.state, 'confirmed'));
    assert.equal(calls.length, 2);
  });
}

test('nobody is asked more than seven times, nor while sending is held, and one host not for everybody at once', async () => {
  answer = say(500);
  for (let i = 0; i < 25; i++) await ask(`${endpoint}/${i}`);
  await settle(t.sql);
  const options = {
    sql: t.sql,
    egress: createEgress({ allow: config.egressAllow }),
    signer: await openWebhookSigner(t.sql, undefined),
    links: await linksOf(t.sql),
    publicUrl,
  };
  await t.sql`update sending set held_since = now()`;
  await proveWebhooks(options);
  assert.equal(calls.length, 0);
  await t.sql`update sending set held_since = null, last_sender_at = now() - interval '2 minutes'`;
  await proveWebhooks(options);
  assert.equal(calls.length, 0, 'this may be a copy of a database');
  await t.sql`update sending set last_sender_at = now() + interval '1 hour'`;
  await proveWebhooks(options);
  assert.equal(calls.length, 20);
  for (let round = 0; round < 20; round++) {
    await t.sql`update subscriptions set details = details || '{"ask_at": "2026-01-01T00:00:00Z"}' where details ? 'ask_at'`;
    await proveWebhooks(options);
  }
  const times = new Map<string, number>();
  for (const { path } of calls) times.set(path, (times.get(path) ?? 0) + 1);
  assert.deepEqual([...new Set(times.values())], [7]);
  assert.equal(times.size, 25);
  options.egress.close();
});

test('asking again for an endpoint that has said yes changes nothing: whoever asks may be a stranger', async () => {
  await provenWebhook();
  await askToBeTold(t, { channel: 'webhook', address: endpoint, kinds: ['maintenance'], locale: 'de' });
  await settle(t.sql);
  const rows = await t.sql<{ kinds: string[]; locale: string }[]>`select kinds, locale from subscriptions`;
  assert.equal(rows.length, 1);
  assert.deepEqual([...(rows[0]?.kinds ?? [])].sort(), ['incident', 'maintenance']);
  assert.equal(rows[0]?.locale, 'en');
});

test('an address inside of our own network, or without https, is refused when it is asked for', async () => {
  for (const address of [
    'https://127.0.0.1/',
    'https://169.254.169.254/latest',
    'http://example.com/',
    'https://localhost/',
    'x',
    undefined,
  ]) {
    const reply = await askToBeTold(t, { channel: 'webhook', ...(address !== undefined && { address }) });
    assert.equal(reply.status, 422, address);
    assert.equal(reply.problem.errors?.[0]?.pointer, '#/address');
  }
});

test('news come in the shape of Statuspage, signed as Standard Webhooks verifies it', async () => {
  const { sender, to, secret } = await provenWebhook();
  answer = say(204);
  const notice = makeNotice({
    update: {
      ...makeNoticeUpdate('identified', 'We know **why**: 漢字 𝒜.', '2026-11-22T13:32:00Z'),
      affected_components: [],
    },
  });
  assert.deepEqual(await sender.send(notice, to, never), { kind: 'sent' });
  const [call] = calls;
  const body = new Webhook(secret).verify(call?.text ?? '', call?.headers as Record<string, string>) as Record<
    string,
    Record<string, unknown>
  >;
  assert.deepEqual(Object.keys(body), ['meta', 'page', 'incident']);
  assert.equal(body['meta']?.['unsubscribe'], to.links.unsubscribe);
  assert.deepEqual(body['page'], {
    id: 'fernhillpage',
    status_indicator: 'major',
    status_description: 'Partial System Outage',
  });
  const incident = body['incident'] as {
    incident_updates: { status: string; body: string }[];
    components: unknown[];
  } & Record<string, unknown>;
  assert.equal(incident['shortlink'], 'https://status.fernhill.example/incidents/cards0000001');
  assert.deepEqual(
    incident.incident_updates.map(({ status }) => status),
    ['identified', 'investigating'],
  );
  assert.equal(incident.incident_updates[0]?.body, 'We know **why**: 漢字 𝒜.');
  assert.equal(incident.components.length, 2);
  assert.match(call?.headers['content-type'] ?? '', /^application\/json/);

  await sender.send(makeMaintenanceNotice(), to, never);
  const planned = JSON.parse(calls[1]?.text ?? '') as { incident: Record<string, unknown> };
  assert.equal(planned.incident['scheduled_for'], '2026-11-24T01:00:00.000Z');
});

test('a changed body, another secret and an old signature do not pass', async () => {
  const { sender, to, secret } = await provenWebhook();
  answer = say(200);
  await sender.send(makeNotice(), to, never);
  const [{ text, headers } = assert.fail()] = calls;
  const given = headers as Record<string, string>;
  assert.throws(() => new Webhook(secret).verify(`${text} `, given));
  assert.throws(() => new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(text, given));
  now = new Date(Date.now() - 3_600_000);
  await sender.send(makeNotice(), to, never);
  assert.throws(() => new Webhook(secret).verify(calls[1]?.text ?? '', calls[1]?.headers as Record<string, string>));
});

test('every try of one delivery has the same id, and no two deliveries share one', async () => {
  const { sender, to } = await provenWebhook();
  answer = say(503, '', { 'retry-after': '120' });
  assert.deepEqual(await sender.send(makeNotice(), to, never), {
    kind: 'later',
    reason: 'It answered 503.',
    afterMs: 120_000,
  });
  answer = say(200);
  await sender.send(makeNotice(), to, never);
  await sender.send(makeMaintenanceNotice(), to, never);
  await sender.send(makeNotice(), { ...to, subscription_id: '99' }, never);
  const ids = calls.map(({ headers }) => headers['webhook-id']);
  assert.equal(ids[0], ids[1]);
  assert.equal(new Set(ids).size, 3);
});

test('a long story is cut from its old end, and never beyond 256 KB', async () => {
  const { sender, to } = await provenWebhook();
  answer = say(200);
  const long = (n: number) =>
    makeNoticeUpdate(`monitoring`, '漢'.repeat(25_000 - n), `2026-11-22T13:${String(59 - n)}:00Z`);
  const notice = makeNotice({ update: long(0), earlier: Array.from({ length: 10 }, (_, n) => long(n + 1)) });
  assert.equal((await sender.send(notice, to, never)).kind, 'sent');
  assert.ok(Buffer.byteLength(calls[0]?.text ?? '') <= 256 * 1024);
  const { incident } = JSON.parse(calls[0]?.text ?? '') as { incident: { incident_updates: { body: string }[] } };
  assert.equal(incident.incident_updates[0]?.body.length, 25_000);
});

test('"gone" removes it, anything else is tried again, and a redirect is not followed', async () => {
  const { sender, to } = await provenWebhook();
  for (const [status, kind] of [
    [410, 'gone'],
    [404, 'later'],
    [400, 'later'],
    [401, 'later'],
    [429, 'later'],
    [500, 'later'],
    [301, 'later'],
    [308, 'later'],
  ] as const) {
    answer = say(status, 'no', status < 400 ? { location: endpoint } : {});
    const before_ = calls.length;
    assert.equal((await sender.send(makeNotice(), to, never)).kind, kind, String(status));
    assert.equal(calls.length, before_ + 1);
  }
  const elsewhere = await sender.send(makeNotice(), { ...to, address: 'https://10.0.0.1/' }, never);
  assert.equal(elsewhere.kind, 'failed');
});

test('after three days of failures it is let go; one success begins them anew', async () => {
  const { sender, recipient } = await provenWebhook();
  const send = async () => sender.send(makeNotice(), await recipient(), never);
  const later = (days: number) => {
    now = new Date(Date.now() + days * 86_400_000);
  };
  answer = say(500);
  assert.equal((await send()).kind, 'later');
  later(2.9);
  assert.equal((await send()).kind, 'later');
  answer = say(200);
  assert.equal((await send()).kind, 'sent');
  assert.deepEqual((await recipient()).details, {});
  answer = say(500);
  later(0);
  assert.equal((await send()).kind, 'later');
  later(3.1);
  assert.equal((await send()).kind, 'gone');
});

test('ten megabytes of answer are still an answer', async () => {
  const { sender, to } = await provenWebhook();
  answer = (_, res) => {
    res.on('error', () => {});
    res.end(Buffer.alloc(10 * 1024 * 1024, 'x'));
  };
  assert.equal((await sender.send(makeNotice(), to, never)).kind, 'sent');
});
