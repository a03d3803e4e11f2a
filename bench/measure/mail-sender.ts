/** Our sender in a process of its own. Takes a SenderTask on its first line, then how many to send with each further line. */
import { createInterface } from 'node:readline';
import { createMailer } from '../../packages/server/src/notifications/channels/email/mailer.ts';
import { createNoticeWriter } from '../../packages/server/src/notifications/channels/email/notices.ts';
import { readEmailSettings } from '../../packages/server/src/notifications/channels/email/settings.ts';
import { mailFrom, notice, publicUrl, recipient, type SenderTask, serveRounds } from './mail-example.ts';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const task = JSON.parse((await lines.next()).value ?? '') as SenderTask;
const settings = readEmailSettings(
  { smtpUrl: task.url, mailFrom, dkim: task.dkim ?? undefined, bounceDomain: undefined },
  publicUrl,
);
if (!settings) throw new Error('There is no mail server to send to.');
const mailer = createMailer(settings);
const write = createNoticeWriter(settings);
const { signal } = new AbortController();

await serveRounds(
  async (n) => {
    const to = recipient(n);
    const returnPath = settings.from.address;
    const outcome = await mailer.deliver({ address: to.address, returnPath }, () => write(notice, to), signal);
    if (outcome.kind !== 'sent') throw new Error(`Number ${n} was not sent: ${outcome.reason}`);
  },
  { [Symbol.asyncIterator]: () => lines },
);
await mailer.close();
