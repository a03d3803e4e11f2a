import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../../../testing/database.ts';
import { makeMaintenanceNotice, makeNotice, makeNoticeUpdate, makeRecipient } from '../../../testing/notice-content.ts';
import { openMail } from '../../../testing/open-mail.ts';
import { type ReceivedMail, type SmtpSink, type SmtpSinkOptions, startSmtpSink } from '../../../testing/smtp-sink.ts';
import type { Letter } from '../../channel.ts';
import { openReturnPaths } from './return-path.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await database.sql`update settings set name = 'Fernhill', default_language = 'en'`;
});
after(() => database.drop());

const never = new AbortController().signal;

interface Post extends AsyncDisposable {
  sink: SmtpSink;
  sender: Awaited<ReturnType<typeof openMail>>;
  last(): ReceivedMail;
}

async function openPost(options: SmtpSinkOptions = {}, env: Record<string, string> = {}): Promise<Post> {
  const sink = await startSmtpSink(options);
  const sender = await openMail(database.sql, { ALLSWELL_SMTP_URL: sink.url, ...env });
  return {
    sink,
    sender,
    last() {
      const mail = sink.received.at(-1);
      assert.ok(mail);
      return mail;
    },
    async [Symbol.asyncDispose]() {
      await sender.close();
      await sink.stop();
    },
  };
}

const header = ({ mail }: ReceivedMail, name: string) => {
  const line = mail.headerLines.find(({ key }) => key === name)?.line;
  return line
    ?.slice(line.indexOf(':') + 1)
    .replace(/\r?\n/g, '')
    .trim();
};

test('a notice arrives as plain text and HTML, to one person, from the page', async () => {
  await using post = await openPost();
  assert.deepEqual(await post.sender.send(makeNotice(), makeRecipient(), never), { kind: 'sent' });
  const { mail, from, to } = post.last();
  assert.deepEqual([from, to], ['status@fernhill.example', ['maya@readers.example']]);
  assert.equal(mail.from?.text, '"Fernhill" <status@fernhill.example>');
  assert.equal(mail.subject, '[Fernhill] Card payments are declined');
  assert.match(mail.text ?? '', /^We know the cause and are working on it\nCard payments are declined\n/);
  assert.match(String(mail.html), /<h1[^>]*>We know the cause and are working on it<\/h1>/);
  assert.ok(Math.abs((mail.date?.getTime() ?? 0) - Date.now()) < 60_000);
});

test('each person has their own message, links and envelope; nobody sees another', async () => {
  await using post = await openPost();
  const notice = makeNotice();
  const people = Array.from({ length: 25 }, (_, index) =>
    makeRecipient({ subscription_id: String(index + 1), address: `reader${index + 1}@readers.example` }),
  );
  const outcomes = await Promise.all(people.map((person) => post.sender.send(notice, person, never)));
  assert.ok(outcomes.every(({ kind }) => kind === 'sent'));
  assert.equal(post.sink.received.length, people.length);
  for (const person of people) {
    const mine = post.sink.received.filter(({ to }) => to[0] === person.address);
    assert.equal(mine.length, 1);
    const [{ to, raw, mail }] = mine as [ReceivedMail];
    assert.equal(to.length, 1);
    assert.deepEqual(raw.match(/reader\d+@/g), [`reader${person.subscription_id}@`]);
    for (const body of [mail.text, String(mail.html)]) {
      assert.ok(body?.includes(person.links.manage));
      assert.ok(body?.includes(person.links.unsubscribe));
      assert.equal(body?.match(/subscriptions\/manage/g)?.length, 1);
    }
  }
  assert.ok(post.sink.connections <= 10, `${post.sink.connections} connections`);
});

test('all headers that mailboxes ask for are there', async () => {
  await using post = await openPost();
  const to = makeRecipient();
  await post.sender.send(makeNotice(), to, never);
  const mail = post.last();
  assert.equal(header(mail, 'list-unsubscribe'), `<${to.links.unsubscribe}>`);
  assert.equal(header(mail, 'list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
  assert.equal(header(mail, 'list-id'), '"Fernhill" <updates.status.fernhill.example>');
  assert.equal(header(mail, 'auto-submitted'), 'auto-generated');
  assert.equal(header(mail, 'x-auto-response-suppress'), 'All');
  assert.equal(header(mail, 'feedback-id'), 'cards0000001:incident:fernhillpage:allswell');
  assert.equal(header(mail, 'message-id'), '<update-notice000012.7@status.fernhill.example>');
  for (const line of mail.raw.split('\r\n')) assert.ok(line.length <= 998);
});

test('all news of an incident to one person stands in one thread, whichever came first', async () => {
  await using post = await openPost();
  const to = makeRecipient();
  await post.sender.send(makeNotice(), to, never);
  await post.sender.send(makeNotice({ id: 'notice000099' }), to, never);
  await post.sender.send(makeNotice(), makeRecipient({ subscription_id: '8' }), never);
  const [first, second, other] = post.sink.received as [ReceivedMail, ReceivedMail, ReceivedMail];
  assert.equal(header(first, 'references'), '<incident-cards0000001.7@status.fernhill.example>');
  assert.equal(header(second, 'references'), header(first, 'references'));
  assert.equal(header(second, 'in-reply-to'), header(first, 'references'));
  assert.equal(first.mail.subject, second.mail.subject);
  assert.notEqual(header(first, 'message-id'), header(second, 'message-id'));
  assert.notEqual(header(other, 'references'), header(first, 'references'));
});

test('a retry is the same message to whoever keeps ids, so a second copy is no second mail', async () => {
  await using post = await openPost({
    script: { recipient: (_, attempt) => (attempt === 1 ? '451 4.3.0 later' : undefined) },
  });
  assert.equal((await post.sender.send(makeNotice(), makeRecipient(), never)).kind, 'later');
  assert.equal((await post.sender.send(makeNotice(), makeRecipient(), never)).kind, 'sent');
  await post.sender.send(makeNotice(), makeRecipient(), never);
  const ids = post.sink.received.map((mail) => header(mail, 'message-id'));
  assert.equal(new Set(ids).size, 1);
});

test('bounces come back to an address of each subscriber’s own, which only we can make', async () => {
  await using post = await openPost({}, { ALLSWELL_BOUNCE_DOMAIN: 'bounces.fernhill.example' });
  await post.sender.send(makeNotice(), makeRecipient({ subscription_id: '4711' }), never);
  const { from } = post.last();
  assert.match(from, /^bounce\+[a-z0-9-]+@bounces\.fernhill\.example$/);
  assert.ok(from.indexOf('@') <= 64);
  const paths = await openReturnPaths(database.sql, undefined);
  assert.equal(paths.subscriptionOf(from), '4711');
  assert.equal(paths.subscriptionOf(from.toUpperCase()), '4711');
  const token = from.slice('bounce+'.length, from.indexOf('@'));
  assert.equal(paths.subscriptionOf(token), '4711');
  for (const forged of [
    token.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    token.replace(/^./, 'z'),
    '',
    'bounce+',
    'a-b',
    `x${token}`,
  ]) {
    assert.notEqual(paths.subscriptionOf(forged), '4711', forged);
    assert.equal(paths.subscriptionOf(forged), undefined, forged);
  }
});

test('the calendar file of a maintenance comes with it, and tells when it is called off', async () => {
  await using post = await openPost();
  await post.sender.send(makeMaintenanceNotice(), makeRecipient(), never);
  const [file] = post.last().mail.attachments;
  assert.equal(file?.contentType, 'text/calendar');
  assert.equal(file.filename, 'maintenance.ics');
  assert.match(post.last().raw, /text\/calendar; charset=utf-8;\s+method=PUBLISH/);
  const text = file.content.toString();
  assert.match(text, /METHOD:PUBLISH\r\n/);
  assert.match(text, /DTSTART:20261124T010000Z\r\n/);
  assert.match(post.last().mail.text ?? '', /The attached file puts it into your calendar\./);

  const off = makeMaintenanceNotice({
    incident: { cancelled_at: new Date('2026-11-23T00:00:00Z'), version: 3 },
    update: makeNoticeUpdate('completed', 'Not needed.', '2026-11-23T00:00:00Z'),
  });
  await post.sender.send(off, makeRecipient(), never);
  assert.match(post.last().mail.attachments[0]?.content.toString() ?? '', /STATUS:CANCELLED\r\n/);
  assert.match(post.last().mail.text ?? '', /called off in your calendar/);

  await post.sender.send(makeNotice(), makeRecipient(), never);
  assert.equal(post.last().mail.attachments.length, 0);
});

test('everyone is written to in their language and zone', async () => {
  await using post = await openPost();
  const notice = makeNotice();
  for (const [locale, time_zone, said] of [
    ['en', 'Asia/Tokyo', /22:02 GMT\+9/],
    ['de', 'Europe/Berlin', /14:02 MEZ/],
    ['fr-CA', 'America/Toronto', /Nous travaillons|la cause est connue/i],
    ['es', 'America/Mexico_City', /Conocemos la causa/],
    ['ar', 'Africa/Cairo', /عرفنا السبب/],
    ['pt-BR', 'America/Sao_Paulo', /We know the cause/],
  ] as const) {
    await post.sender.send(notice, makeRecipient({ locale, time_zone }), never);
    assert.match(post.last().mail.text ?? '', said);
    assert.equal(header(post.last(), 'content-language'), locale === 'pt-BR' ? 'en' : locale.slice(0, 2));
  }
});

test('names in any script arrive as they are', async () => {
  await using post = await openPost({}, { ALLSWELL_MAIL_FROM: 'status@fernhill.example' });
  const name = 'Zahlungen — 支払いが失敗する — الدفع معطّل — 💳 and a very long explanation of what does not work today';
  const page = 'Färnhügel "Inc." <status>';
  await post.sender.send(makeNotice({ page: { name: page }, incident: { name } }), makeRecipient(), never);
  const { mail } = post.last();
  assert.equal(mail.subject, `[${page}] ${name}`);
  assert.equal(mail.from?.value[0]?.name, page);
  assert.equal(mail.from?.value[0]?.address, 'status@fernhill.example');
  assert.equal(mail.from?.value.length, 1);
});

const letter = (changes: Partial<Letter>): Letter => ({
  id: '31',
  kind: 'test',
  address: 'maya@readers.example',
  locale: 'en',
  subscription_id: null,
  admin_id: null,
  ...changes,
});

test('a letter to confirm tells nothing of any incident, and offers a link that only shows a question', async () => {
  await using post = await openPost();
  const [row] = await database.sql<{ id: string }[]>`
    insert into subscriptions (channel, address, address_key, destination, locale, time_zone, source)
    values ('email', 'maya@readers.example', 'maya@readers.example', 'readers.example', 'de', 'UTC', 'page')
    returning id::text
  `;
  assert.ok(row);
  for (const kind of ['confirm', 'already'] as const) {
    const outcome = await post.sender.sendLetter(letter({ kind, locale: 'de', subscription_id: row.id }), never);
    assert.deepEqual(outcome, { kind: 'sent' });
  }
  const [confirm, already] = post.sink.received as [ReceivedMail, ReceivedMail];
  assert.match(confirm.mail.text ?? '', /https:\/\/status\.fernhill\.example\/subscriptions\/confirm\/\S{40,}/);
  assert.match(confirm.mail.text ?? '', /Waren Sie es nicht/);
  assert.doesNotMatch(confirm.raw, /List-Unsubscribe|incident/i);
  assert.equal(header(confirm, 'auto-submitted'), 'auto-generated');
  assert.match(already.mail.text ?? '', /\/subscriptions\/manage\/\S{40,}/);
});

test('a letter about what is gone is not sent', async () => {
  await using post = await openPost();
  for (const [kind, about] of [
    ['confirm', { subscription_id: '999999' }],
    ['reset', { admin_id: 'nobody000000' }],
    ['invite', {}],
  ] as const) {
    const outcome = await post.sender.sendLetter(letter({ kind, ...about }), never);
    assert.equal(outcome.kind, 'failed');
  }
  assert.equal(post.sink.received.length, 0);
});

test('a letter for a new password carries a link that is good, and is made anew for each letter', async () => {
  await using post = await openPost();
  const admin_id = 'admin0000001';
  await database.sql`
    insert into admins (id, email, password_hash) values (${admin_id}, 'ops@fernhill.example', 'x')
    on conflict do nothing
  `;
  for (const id of ['41', '42']) {
    const outcome = await post.sender.sendLetter(
      letter({ id, kind: 'reset', address: 'ops@fernhill.example', admin_id }),
      never,
    );
    assert.deepEqual(outcome, { kind: 'sent' });
  }
  const tokens = post.sink.received.map(({ mail }) => /\/admin#reset=(\S+)/.exec(mail.text ?? '')?.[1]);
  assert.equal(new Set(tokens).size, 2);
  const [row] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from one_time_tokens where purpose = 'reset' and admin_id = ${admin_id}
  `;
  assert.equal(row?.count, 2);
});

const foreign = [
  'maya@readers.example\r\nBcc: eve@evil.example',
  'maya@readers.example\r\nRCPT TO:<eve@evil.example>',
  'maya@readers.example>\r\nRCPT TO:<eve@evil.example',
  'maya@readers.example, eve@evil.example',
  'maya@readers.example; eve@evil.example',
  'team: maya@readers.example, eve@evil.example;',
  '"maya@readers.example, eve@evil.example"@readers.example',
  '"maya"@readers.example',
  'maya(eve@evil.example)@readers.example',
  'Maya <maya@readers.example>',
  '<maya@readers.example>',
  'maya@readers.example> SIZE=1',
  'eve%evil.example@readers.example',
  'evil.example!eve@readers.example',
  'maya@readers.example@evil.example',
  'maya@[127.0.0.1]',
  'maya@readers.example\0@evil.example',
  'maya@readers.example\u2028Bcc: eve@evil.example',
  '=?utf-8?q?eve=40evil.example=2C?= maya@readers.example',
  '',
];

test('no address that is more or less than one reaches the mail server', async () => {
  await using post = await openPost();
  for (const address of foreign) {
    const outcomes = [
      await post.sender.send(makeNotice(), makeRecipient({ address }), never),
      await post.sender.sendLetter(letter({ address }), never),
    ];
    for (const outcome of outcomes) assert.equal(outcome.kind, 'failed', JSON.stringify(address));
  }
  assert.deepEqual(post.sink.recipients, []);
  assert.equal(post.sink.connections, 0);
});
