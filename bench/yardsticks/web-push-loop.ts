/**
 * The library of the web-push project, 50 messages at once over connections that are kept: what most people write. Takes
 * a PushWork on the first line of standard input, then numbers of messages to send; tells what they cost.
 */
import { Agent } from 'node:https';
import { createInterface } from 'node:readline';
import webpush from 'web-push';
import { costOf, type PushWork, sendAll } from '../measure/push-work.ts';

const atOnce = 50;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const work = JSON.parse(String((await lines.next()).value)) as PushWork;
const agent = new Agent({ ca: work.cert, keepAlive: true });
const options = {
  vapidDetails: { subject: work.subject, publicKey: work.publicKey, privateKey: work.privateJwk.d ?? '' },
  TTL: 86_400,
  urgency: 'high',
  topic: work.topic,
  agent,
} as const;

for await (const line of { [Symbol.asyncIterator]: () => lines }) {
  const cost = await costOf(Number(line), (count) =>
    sendAll(count, atOnce, async (index) => {
      const subscription = work.subscriptions[index % work.subscriptions.length];
      if (subscription) await webpush.sendNotification(subscription, work.payload, options);
    }),
  );
  console.log(JSON.stringify(cost));
}
agent.destroy();
