import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileTexts } from '@allswell/protocol/fixtures';
import fc from 'fast-check';
import { parse } from '../../../text/parse.ts';
import { clean, cleanLine } from '../../../text/clean.ts';
import { plain } from '../../../text/plain.ts';
import { hostileText } from '../../../testing/hostile-text.ts';
import { makeMaintenanceNotice, makeNotice, makeRecipient } from '../../../testing/notice-content.ts';
import { type ParsedMail, simpleParser } from 'mailparser';
import { createNoticeWriter } from './notices.ts';
import { readEmailSettings } from './settings.ts';

const settings = readEmailSettings(
  { smtpUrl: 'smtp://127.0.0.1:25', mailFrom: 'status@fernhill.example', dkim: undefined, bounceDomain: undefined },
  'https://status.fernhill.example',
);
assert.ok(settings);
const write = createNoticeWriter(settings);

/** Headers and elements that no text can add to. */
async function shapeOf(raw: Buffer) {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true });
  const markup = String(mail.html);
  return {
    mail,
    headers: mail.headerLines.map(({ key }) => key),
    tags: [...new Set([...markup.matchAll(/<([a-z!][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase()))],
    handlers: markup.match(/<[^>]*\son[a-z]+\s*=/gi),
    links: [...markup.matchAll(/href="([^"]*)"/g)].map(([, url]) => url ?? ''),
  };
}

const expected = await shapeOf(await write(makeNotice(), makeRecipient()));
const expectedFiles = await shapeOf(await write(makeMaintenanceNotice(), makeRecipient()));
const allowed = new Set([...expected.tags, 'pre', 'code', 'em', 'strong', 'ol', 'ul', 'li', 'a', 'br']);

/** What a text is once it went through a mail: lines without blanks at their ends, as readers show them. */
const squashed = (text: string) => text.replace(/\s+/g, ' ').trim();

async function mailOf(text: string, isMaintenance: boolean) {
  const make = isMaintenance ? makeMaintenanceNotice : makeNotice;
  const update = {
    ...make().update,
    body: text,
    body_nodes: parse(text),
    status: isMaintenance ? 'scheduled' : 'identified',
  };
  const notice = make({
    page: { name: text },
    incident: { name: text },
    components: [{ id: 'c1', name: text, status: 'partial_outage' }],
    update,
    earlier: [update],
  });
  const raw = await write(notice, makeRecipient());
  return { raw, notice, ...(await shapeOf(raw)) };
}

function judge(text: string, isMaintenance: boolean, got: Awaited<ReturnType<typeof mailOf>>): void {
  const want = isMaintenance ? expectedFiles : expected;
  const label = JSON.stringify(text);
  assert.deepEqual(got.headers, want.headers, label);
  assert.equal(got.mail.attachments.length, want.mail.attachments.length, label);
  for (const tag of got.tags) assert.ok(tag !== undefined && allowed.has(tag), `<${tag}> by ${label}`);
  assert.equal(got.handlers, null, label);
  for (const link of got.links) assert.match(link, /^(https?:|mailto:)/i, label);
  // Every line of it can be sent as it is.
  assert.match(got.raw.toString('latin1'), /^(?:[\t\x20-\x7e]{0,998}\r\n)*$/);
  assertWhole(text, got.mail, got.notice.update.body_nodes);
}

/** All of the text has arrived, in the subject and in both forms. */
function assertWhole(text: string, mail: ParsedMail, nodes: ReturnType<typeof parse>): void {
  const name = cleanLine(text);
  assert.equal(squashed(mail.subject ?? ''), squashed(`[${name}] ${name}`), JSON.stringify(text));
  assert.ok(squashed(mail.text ?? '').includes(squashed(clean(plain(nodes)))), JSON.stringify(text));
  assert.equal(mail.to && 'value' in mail.to ? mail.to.value[0]?.address : undefined, 'maya@readers.example');
  assert.equal(mail.from?.value.length, 1, JSON.stringify(text));
  assert.equal(mail.from?.value[0]?.address, 'status@fernhill.example', JSON.stringify(text));
}

for (const text of [
  ...hostileTexts,
  '\r\n.\r\nQUIT\r\n',
  '.',
  '..\n.\n.',
  'From me\nFrom you',
  '=?utf-8?b?QmNj?=: x',
  '\u0001manage\u0001',
  '--=_a',
  '=\n==\n=0D=0ABcc: x',
  'x'.repeat(25_000),
  '   \t  \n  x',
]) {
  for (const isMaintenance of [false, true]) {
    test(`${isMaintenance ? 'maintenance' : 'incident'}: hostile text stays text ${JSON.stringify(text).slice(0, 50)}`, async () => {
      judge(text, isMaintenance, await mailOf(text, isMaintenance));
    });
  }
}

test('any text at all goes through a mail as text: no header, element or file more, and not a letter less', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText(160), fc.boolean(), async (text, isMaintenance) => {
      if (cleanLine(text) === '') return;
      judge(text, isMaintenance, await mailOf(text, isMaintenance));
    }),
    { numRuns: 300 },
  );
});
