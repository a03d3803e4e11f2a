/**
 * Our channel for web push, sending in a process of its own. It takes a PushWork on the first line of standard input, and
 * with each further line a number: so many messages it sends, and tells what that cost.
 */
import { createInterface } from 'node:readline';
import { createPrivateKey } from 'node:crypto';
import { createEgress } from '../../packages/server/src/http/safe-fetch.ts';
import type { Recipient } from '../../packages/server/src/notifications/channel.ts';
import { createPushSender } from '../../packages/server/src/notifications/channels/web-push/sender.ts';
import { makeNotice } from '../../packages/server/src/notifications/channels/web-push/testing/notice.ts';
import { VapidSigner } from '../../packages/server/src/notifications/channels/web-push/vapid.ts';
import { costOf, type PushWork, sendAll } from './push-work.ts';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const work = JSON.parse(String((await lines.next()).value)) as PushWork;
const { origin, host } = new URL(work.subscriptions[0]?.endpoint ?? '');
const privateKey = createPrivateKey({ key: work.privateJwk, format: 'jwk' });
const sender = createPushSender({
  signer: new VapidSigner({ privateKey, publicKey: work.publicKey }, work.subject),
  egress: createEgress({ allow: [host], ca: work.cert }),
  egressAllow: [host],
});
const notice = makeNotice({ body: work.text });
const signal = new AbortController().signal;
const recipients = work.subscriptions.map(
  ({ endpoint, keys }, index): Recipient => ({
    subscription_id: String(index),
    address: endpoint,
    details: keys,
    locale: 'en',
    time_zone: 'Europe/Berlin',
    incident_id: null,
    links: { manage: `${origin}/manage`, unsubscribe: `${origin}/unsubscribe` },
  }),
);

for await (const line of { [Symbol.asyncIterator]: () => lines }) {
  const cost = await costOf(Number(line), (count) =>
    sendAll(count, sender.concurrency, async (index) => {
      const to = recipients[index % recipients.length];
      const outcome = to && (await sender.send(notice, to, signal));
      if (outcome?.kind !== 'sent') throw new Error(JSON.stringify(outcome));
    }),
  );
  console.log(JSON.stringify(cost));
}
await sender.close();
