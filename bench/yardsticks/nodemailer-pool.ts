/**
 * What most programs send email with: nodemailer's pool with its defaults, given the same texts and headers. Takes a
 * SenderTask on its first line, then how many to send with each further line.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createTransport } from 'nodemailer';
import { contentFor, mailFrom, notice, recipient, type SenderTask, serveRounds } from '../measure/mail-example.ts';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const task = JSON.parse((await lines.next()).value ?? '') as SenderTask;
const { hostname, port } = new URL(task.url);
const transport = createTransport({
  pool: true,
  host: hostname,
  port: Number(port),
  ignoreTLS: true,
  ...(task.dkim && {
    dkim: {
      domainName: task.dkim.domain,
      keySelector: task.dkim.selector,
      privateKey: readFileSync(task.dkim.keyFile, 'utf8'),
      headerFieldNames:
        'from:to:subject:date:message-id:in-reply-to:references:list-id:list-unsubscribe:list-unsubscribe-post:' +
        'auto-submitted:feedback-id:mime-version:content-type:content-language',
    },
  }),
});
const host = 'status.fernhill.example';

await serveRounds(
  (n) => {
    const to = recipient(n);
    const root = `<incident-${notice.incident.id}.${n}@${host}>`;
    return transport.sendMail({
      ...contentFor(n),
      from: mailFrom,
      to: to.address,
      messageId: `<update-${notice.id}.${n}@${host}>`,
      inReplyTo: root,
      references: root,
      list: { id: { comment: 'Fernhill', url: `updates.${host}` }, unsubscribe: to.links.unsubscribe },
      headers: {
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Feedback-ID': `${notice.incident.id}:incident:${notice.page.id}:allswell`,
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': 'en',
      },
    });
  },
  { [Symbol.asyncIterator]: () => lines },
);
transport.close();
