import { simpleParser } from 'mailparser';
import type { Recipient } from '../../packages/server/src/notifications/channel.ts';
import { createNoticeWriter } from '../../packages/server/src/notifications/channels/email/notices.ts';
import { readEmailSettings } from '../../packages/server/src/notifications/channels/email/settings.ts';
import { readCalendar } from '../../packages/server/src/page/calendar/testing/read-calendar.ts';
import {
  makeMaintenanceNotice,
  makeNotice,
  makeNoticeUpdate,
} from '../../packages/server/src/testing/notice-content.ts';
import { clean, cleanLine } from '../../packages/server/src/text/clean.ts';
import { noVerdict, type Verdict } from './fuzzed-feeds.ts';

const publicUrl = 'https://status.fernhill.example';
const recipient: Recipient = {
  subscription_id: '1',
  address: 'reader@fernhill.example',
  details: {},
  locale: 'en',
  time_zone: 'UTC',
  incident_id: null,
  links: { manage: `${publicUrl}/subscriptions/manage/T`, unsubscribe: `${publicUrl}/subscriptions/unsubscribe/T` },
};

/** Sends texts by email, every tenth with a calendar file: read by mailparser. */
export async function judgeMails(pairs: readonly (readonly [name: string, body: string])[]): Promise<Verdict> {
  const config = { smtpUrl: 'smtp://127.0.0.1:25', mailFrom: undefined, dkim: undefined, bounceDomain: undefined };
  const settings = readEmailSettings(config, publicUrl);
  if (!settings) throw new Error('Email is configured here.');
  const write = createNoticeWriter(settings);
  const quiet = {
    incident: headersOf(await simpleParser(await write(noticeOf('Quiet', 'Words.', false), recipient))),
    maintenance: headersOf(await simpleParser(await write(noticeOf('Quiet', 'Words.', true), recipient))),
  };
  const verdict = noVerdict();
  for (const [index, [name, body]] of pairs.entries()) {
    const isMaintenance = index % 10 === 0;
    verdict.documents += 1;
    verdict.texts += 2;
    try {
      const bytes = await write(noticeOf(name, body, isMaintenance), recipient);
      const mail = await simpleParser(bytes);
      const headers = headersOf(mail);
      const expected = isMaintenance ? quiet.maintenance : quiet.incident;
      if (headers !== expected) verdict.injected.push(JSON.stringify({ name, headers }));
      const to = [mail.to, mail.cc ?? [], mail.bcc ?? []].flat().flatMap((one) => one?.value ?? []);
      if (to.length !== 1 || to[0]?.address !== recipient.address) verdict.injected.push(JSON.stringify({ name, to }));
      if (mail.from?.value.length !== 1 || !mail.from.value[0]?.address?.endsWith('@status.fernhill.example'))
        verdict.injected.push(JSON.stringify({ name, from: mail.from?.value }));
      const subject = `[${cleanLine(name)}] ${cleanLine(name)}`;
      if (oneLine(mail.subject) !== oneLine(subject))
        verdict.changed.push(JSON.stringify({ subject, read: mail.subject }));
      if (!oneLine(mail.text).includes(oneLine(clean(body))))
        verdict.changed.push(JSON.stringify({ body, text: mail.text }));
      if (mail.attachments.length !== (isMaintenance ? 1 : 0))
        verdict.injected.push(JSON.stringify({ name, files: mail.attachments.length }));
      for (const { content } of mail.attachments) {
        const [event, ...more] = readCalendar(content.toString()).events;
        if (more.length > 0) verdict.injected.push(JSON.stringify({ name, more }));
        if (event?.summary !== cleanLine(name)) verdict.changed.push(JSON.stringify({ name, summary: event?.summary }));
      }
    } catch (error) {
      verdict.unreadable.push(String(error));
    }
  }
  return verdict;
}

function noticeOf(name: string, body: string, isMaintenance: boolean) {
  const update = {
    ...makeNoticeUpdate(isMaintenance ? 'scheduled' : 'identified', 'Words.', '2026-11-22T14:00:00Z'),
    body,
    body_nodes: [{ type: 'paragraph' as const, children: [{ type: 'text' as const, value: body }] }],
  };
  const usual = isMaintenance ? makeMaintenanceNotice() : makeNotice();
  return {
    ...usual,
    update,
    earlier: [{ ...update, status: 'investigating' }],
    page: { ...usual.page, name },
    incident: { ...usual.incident, name },
    components: [{ id: 'webwebwebweb', name, status: 'major_outage' }],
  };
}

function headersOf(mail: { headerLines: readonly { key: string }[] }): string {
  return mail.headerLines.map(({ key }) => key).join(' ');
}

/** Line ends and blanks may differ where mail is folded. */
function oneLine(text = ''): string {
  return text.replace(/\s+/g, ' ').trim();
}
