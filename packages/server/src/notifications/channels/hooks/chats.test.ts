import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Config } from '../../../config.ts';
import { readHookAddress } from '../../../subscriptions/hook-address.ts';
import { type Answer, type Chat, type FakeChats, startFakeChats } from '../../../testing/fake-chats.ts';
import { hostileText } from '../../../testing/hostile-text.ts';
import { makeMaintenanceNotice, makeNotice, makeNoticeUpdate, makeRecipient } from '../../../testing/notice-content.ts';
import type { Channel, ChannelContext, NoticeContent, Sender } from '../../channel.ts';
import { discord } from '../discord/index.ts';
import { googleChat } from '../google-chat/index.ts';
import { slack } from '../slack/index.ts';
import { teams } from '../teams/index.ts';

const channels: Record<Chat, Channel> = { slack, teams, discord, google_chat: googleChat };
const names = Object.keys(channels) as Chat[];
let fake: FakeChats;
const senders = {} as Record<Chat, Sender>;
before(async () => {
  fake = await startFakeChats();
  const context = { config: { upstreams: fake.upstreams, egressAllow: [] as string[] } as Config } as ChannelContext;
  for (const name of names) {
    const sender = await channels[name].open(context);
    assert.ok(sender);
    senders[name] = sender;
  }
});
after(async () => {
  for (const name of names) await senders[name].close();
  fake.close();
});

const never = new AbortController().signal;
const send = (chat: Chat, notice: NoticeContent, changes = {}) =>
  senders[chat].send(notice, makeRecipient({ address: fake.addresses[chat], ...changes }), never);
const lastText = () => JSON.stringify(fake.posted.at(-1)?.body);

for (const chat of names) {
  test(`${chat} takes news of incidents and of maintenance, in every language`, async () => {
    for (const locale of ['en', 'de', 'fr', 'es', 'ar', 'xx']) {
      assert.deepEqual(await send(chat, makeNotice(), { locale }), { kind: 'sent' }, locale);
      assert.match(lastText(), /Card payments are declined/);
      assert.match(lastText(), /cards0000001/);
      assert.match(lastText(), /subscriptions\/manage\//);
      const maintenance = makeMaintenanceNotice({ kind: 'rescheduled', moved_from: new Date('2026-11-23T01:00:00Z') });
      assert.deepEqual(await send(chat, maintenance, { locale }), { kind: 'sent' }, locale);
    }
    await send(chat, makeMaintenanceNotice());
    assert.match(lastText(), /24 November 2026/);
    assert.match(lastText(), /02:00.{1,12}04:00 CET/);
  });

  test(`${chat} takes the longest text, hundreds of components, and an update without any`, async () => {
    const long = '𝒜 word & <another> '.repeat(1_500).slice(0, 25_000);
    const components = Array.from({ length: 300 }, (_, i) => ({
      id: `c${i}`,
      name: `Part <${i}> ${'x'.repeat(190)}`,
      status: 'major_outage',
    }));
    const most = makeNotice({
      components,
      incident: { name: '&<|>@everyone '.repeat(20).slice(0, 200) },
      page: { name: '<>&|'.repeat(50) },
      update: makeNoticeUpdate('investigating', long, '2026-11-22T13:32:00Z'),
    });
    assert.deepEqual(await send(chat, most), { kind: 'sent' });
    const lines = makeNoticeUpdate('investigating', 'one line\n\n'.repeat(2_500), '2026-11-22T13:32:00Z');
    assert.deepEqual(await send(chat, makeNotice({ update: lines })), { kind: 'sent' });
    const least = makeNotice({
      components: [],
      earlier: [],
      update: makeNoticeUpdate('resolved', '', '2026-11-22T13:32:00Z'),
    });
    assert.deepEqual(await send(chat, least), { kind: 'sent' });
  });

  test(`whatever a text holds, ${chat} takes it and calls nobody`, async () => {
    const word = fc.oneof(
      hostileText(),
      fc.constantFrom(
        '<!channel>',
        '<!here|x>',
        '<@U1>',
        '<users/all>',
        '@everyone',
        '<@&1>',
        '{{DATE(2026-01-01)}}',
        '<https://evil.example|ok>',
        '[a](https://evil.example)',
        '\\',
      ),
    );
    await fc.assert(
      fc.asyncProperty(word, word, word, word, async (name, body, component, page) => {
        const notice = makeNotice({
          incident: { name: `x${name}` },
          page: { name: `x${page}` },
          components: [{ id: 'c', name: `x${component}`, status: 'operational' }],
          update: makeNoticeUpdate('identified', body, '2026-11-22T13:32:00Z'),
        });
        assert.deepEqual(await send(chat, notice), { kind: 'sent' });
      }),
      { numRuns: 150 },
    );
  });
}

test('the messages of one incident stand in one thread of Google Chat, and a second try is known by its id', async () => {
  await send('google_chat', makeNotice());
  await send('google_chat', makeNotice());
  const [one, other] = fake.posted.slice(-2);
  assert.equal(one?.url.search, other?.url.search);
  assert.deepEqual(one?.body['thread'], { threadKey: 'allswell-cards0000001' });
});

const outcomes: [Chat, Answer, string, number?][] = [
  ['slack', { status: 404, body: 'no_service' }, 'gone'],
  ['slack', { status: 404, body: 'channel_not_found' }, 'gone'],
  ['slack', { status: 410, body: 'channel_is_archived' }, 'gone'],
  ['slack', { status: 403, body: 'action_prohibited' }, 'failed'],
  ['slack', { status: 400, body: 'invalid_payload' }, 'failed'],
  ['slack', { status: 404, body: '<html>a proxy</html>' }, 'failed'],
  ['slack', { status: 429, headers: { 'retry-after': '30' } }, 'later', 30_000],
  ['slack', { status: 500, body: 'rollup_error' }, 'later'],
  ['teams', { status: 200 }, 'sent'],
  ['teams', { status: 404, body: '{"error":{"code":"WorkflowNotFound"}}' }, 'gone'],
  ['teams', { status: 400, body: '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}' }, 'later'],
  ['teams', { status: 400, body: '{"error":{"code":"InvalidJSON"}}' }, 'failed'],
  ['teams', { status: 401, body: '{"error":{"code":"DirectApiAuthorizationRequired"}}' }, 'failed'],
  ['teams', { status: 429, headers: { 'retry-after': '5' } }, 'later', 5_000],
  ['teams', { status: 502, body: '<html></html>' }, 'later'],
  ['discord', { status: 204 }, 'sent'],
  ['discord', { status: 404, body: '{"message": "Unknown Webhook", "code": 10015}' }, 'gone'],
  ['discord', { status: 401, body: '{"message": "Invalid Webhook Token", "code": 50027}' }, 'gone'],
  ['discord', { status: 404, body: 'not JSON' }, 'failed'],
  ['discord', { status: 400, body: '{"code": 50035}' }, 'failed'],
  [
    'discord',
    { status: 429, body: '{"message": "You are being rate limited.", "retry_after": 2.57, "global": false}' },
    'later',
    2_570,
  ],
  ['discord', { status: 429, body: '{"retry_after": "soon"}', headers: { 'retry-after': '3' } }, 'later', 3_000],
  ['discord', { status: 503 }, 'later'],
  ['google_chat', { status: 404, body: '{"error": {"status": "NOT_FOUND"}}' }, 'gone'],
  ['google_chat', { status: 400, body: '{"error": {"status": "INVALID_ARGUMENT"}}' }, 'failed'],
  ['google_chat', { status: 403, body: '{"error": {"status": "PERMISSION_DENIED"}}' }, 'failed'],
  ['google_chat', { status: 429, body: '{"error": {"status": "RESOURCE_EXHAUSTED"}}' }, 'later'],
  ['google_chat', { status: 302, headers: { location: 'http://127.0.0.1/' } }, 'failed'],
];
for (const [chat, answer, kind, afterMs] of outcomes) {
  test(`${chat}: ${answer.status} ${answer.body ?? ''} is ${kind}`, async () => {
    fake.answer(answer);
    const outcome = await send(chat, makeNotice());
    assert.equal(outcome.kind, kind);
    if (afterMs !== undefined) assert.equal(outcome.kind === 'later' ? outcome.afterMs : undefined, afterMs);
    if ('reason' in outcome) assert.ok(!/<|nothing/.test(outcome.reason), outcome.reason);
  });
}

test('whoever has no more time sends nothing', async () => {
  const before_ = fake.posted.length;
  const outcome = await senders.slack.send(
    makeNotice(),
    makeRecipient({ address: fake.addresses.slack }),
    AbortSignal.abort(),
  );
  assert.equal(outcome.kind, 'later');
  assert.equal(fake.posted.length, before_);
});

test('the address of a hook is taken at the hosts of its program, and nowhere else', () => {
  for (const chat of names) {
    const read = readHookAddress(chat, fake.addresses[chat], []);
    assert.ok('address' in read, chat);
    assert.equal(read.address, fake.addresses[chat]);
    for (const other of names)
      if (other !== chat)
        assert.ok('advice' in readHookAddress(other, fake.addresses[chat], []), `${chat} for ${other}`);
  }
  const bad: [Parameters<typeof readHookAddress>[0], string][] = [
    ['slack', ''],
    ['slack', 'http://hooks.slack.com/services/T00000000/B00000000/nothingIsBehindThisHook0'],
    ['slack', 'https://hooks.slack.com/services/T00000000/B00000000'],
    ['slack', 'https://hooks.slack.com/services/T00000000/B00000000/../../x/nothingIsBehindThisHook0'],
    ['slack', 'https://hooks.slack.com.evil.example/services/T00000000/B00000000/nothingIsBehindThisHook0'],
    ['slack', 'https://hooks.slack.com@evil.example/services/T00000000/B00000000/nothingIsBehindThisHook0'],
    ['slack', 'https://evil.example/hooks.slack.com/services/T00000000/B00000000/nothingIsBehindThisHook0'],
    ['slack', 'https://hooks.slack.com:8443/services/T00000000/B00000000/nothingIsBehindThisHook0'],
    ['teams', fake.addresses.teams.replace('sig=nothing', 'sig=')],
    ['teams', fake.addresses.teams.replace('logic.azure.com', 'logic.azure.com.evil.example')],
    ['teams', fake.addresses.teams.replace('prod-07.westeurope.logic.azure.com', 'logic.azure.com')],
    ['discord', 'https://discord.com/api/webhooks/100000000000000001'],
    ['discord', 'https://discord.com/api/v10/channels/100000000000000001/messages'],
    ['google_chat', 'https://chat.googleapis.com/v1/spaces/AAAA0000/messages'],
    ['google_chat', 'https://chat.googleapis.com/v1/spaces/AAAA0000/members?key=a&token=b'],
    ['webhook', 'http://hooks.example/x'],
    ['webhook', 'https://127.0.0.1/x'],
    ['webhook', 'https://localhost/x'],
    ['webhook', 'https://[::ffff:10.0.0.1]/x'],
    ['webhook', 'https://u:p@hooks.example/x'],
    ['webhook', 'https://hooks.example:8443/x'],
    ['webhook', 'hooks.example'],
  ];
  for (const [channel, address] of bad) {
    const read = readHookAddress(channel, address, []);
    assert.ok('advice' in read && read.advice.length > 10, `${channel} ${address}`);
  }
  const retired = readHookAddress('teams', 'https://acme.webhook.office.com/webhookb2/x/IncomingWebhook/y/z', []);
  assert.match('advice' in retired ? retired.advice : '', /retired/);
  assert.ok('address' in readHookAddress('webhook', 'https://hooks.example/in?x=1', []));
  assert.ok('address' in readHookAddress('webhook', 'http://127.0.0.1:9001/in', ['127.0.0.1:9001']));
});
