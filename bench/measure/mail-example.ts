import { composeNotice } from '../../packages/server/src/notifications/channels/email/compose-notice.ts';
import { toHtml } from '../../packages/server/src/notifications/channels/email/to-html.ts';
import { toPlain } from '../../packages/server/src/notifications/channels/email/to-plain.ts';
import { tongueFor } from '../../packages/server/src/notifications/channels/email/words.ts';
import { makeNotice, makeRecipient } from '../../packages/server/src/testing/notice-content.ts';

/** How both senders are told what to do: the mail server, how many at once, and the key if they sign. */
export interface SenderTask {
  url: string;
  dkim: { domain: string; selector: string; keyFile: string } | null;
}

/** How many messages are on their way to the server's door at any time. */
export const atOnce = 20;
export const mailFrom = 'Fernhill <status@fernhill.example>';
export const publicUrl = 'https://status.fernhill.example';
export const notice = makeNotice();

/** The n-th subscriber; they live in three zones. */
export function recipient(n: number) {
  const time_zone = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'][n % 3] ?? 'UTC';
  return makeRecipient({ subscription_id: String(n), address: `reader${n}@readers.example`, time_zone });
}

/** What the n-th subscriber is told, as any sender of emails takes it; the yardstick writes its message from this. */
export function contentFor(n: number): { subject: string; text: string; html: string } {
  const to = recipient(n);
  const { subject, text, html } = wordsIn(to.time_zone);
  return { subject, text: fill(text, to.links), html: fill(html, to.links) };
}

const known = new Map<string, { subject: string; text: string; html: string }>();

/** Composed once for each zone on both sides: what is compared is sending. */
function wordsIn(timeZone: string) {
  const ready = known.get(timeZone);
  if (ready) return ready;
  const mail = composeNotice(notice, { tongue: tongueFor('en'), timeZone, followsOne: false });
  const made = { subject: mail.subject, text: toPlain(mail), html: toHtml(mail) };
  known.set(timeZone, made);
  return made;
}

function fill(text: string, links: { manage: string; unsubscribe: string }): string {
  return text.replaceAll('\u0001manage\u0001', links.manage).replaceAll('\u0001unsubscribe\u0001', links.unsubscribe);
}

/** Sends so many messages, some at once, whenever a line asks for it, and prints the milliseconds of processor they took. */
export async function serveRounds(send: (n: number) => Promise<unknown>, lines: AsyncIterable<string>): Promise<void> {
  let next = 1;
  for await (const line of lines) {
    const until = next + Number(line);
    const before = process.cpuUsage();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < until) {
          next += 1;
          await send(next - 1);
        }
      }),
    );
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1_000);
  }
}
