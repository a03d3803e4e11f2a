import type { Egress } from '../../../http/safe-fetch.ts';
import { EgressError } from '../../../http/safe-fetch.ts';
import { pushServiceOf } from '../../../subscriptions/push-services.ts';
import type { NoticeContent, Outcome, Recipient, Sender } from '../../channel.ts';
import { composePush, type PushMessage, secondsToLive } from './compose.ts';
import { encrypt } from './encrypt.ts';
import { Keyring } from './keyring.ts';
import { outcomeOf, type PushAnswer, unanswered } from './outcome.ts';
import { PushTransport, type TransportOptions } from './transport.ts';
import type { VapidSigner } from './vapid.ts';

export interface PushSenderOptions extends Omit<TransportOptions, 'egress'> {
  signer: VapidSigner;
  egress: Egress;
  /** `host:port` of push services beside those of the browsers. */
  egressAllow: readonly string[];
  now?: () => number;
}

/** How many messages are on their way at once: as many as one HTTP/2 session carries everywhere. */
const atOnce = 100;
const remembered = 10_000;

/** Sends notices to browsers. */
export function createPushSender({
  signer,
  egress,
  egressAllow,
  now = Date.now,
  ...limits
}: PushSenderOptions): Sender {
  const transport = new PushTransport({ egress, ...limits });
  const messages = new WeakMap<NoticeContent, Map<string, PushMessage>>();
  const keyring = new Keyring();
  const refusals = new Map<string, number>();
  const firstFailures = new Map<string, number>();
  /** Services that have taken a message of ours. */
  const knownGood = new Set<string>();

  /** The same for all who read the same language in the same zone. */
  function messageFor(notice: NoticeContent, { locale, time_zone }: Recipient): PushMessage {
    let known = messages.get(notice);
    if (!known) {
      known = new Map();
      messages.set(notice, known);
    }
    const key = `${locale} ${time_zone}`;
    let message = known.get(key);
    if (!message) {
      message = composePush(notice, { locale, time_zone });
      known.set(key, message);
    }
    return message;
  }

  /** Until when a notice is worth another try: as long as a push service would have kept it. */
  function endOf({ id }: NoticeContent, message: PushMessage): number {
    if (message.until) return message.until.getTime();
    const begun = firstFailures.get(id) ?? now();
    remember(firstFailures, id, begun);
    return begun + secondsToLive(message, new Date(begun)) * 1_000;
  }

  function countRefusal(key: string): number {
    const count = (refusals.get(key) ?? 0) + 1;
    remember(refusals, key, count);
    return count;
  }

  function settle(answer: PushAnswer, origin: string, delivery: string): Outcome {
    const isTaken = answer.status >= 200 && answer.status < 300;
    const isKeyKnownGood = knownGood.has(origin);
    if (isTaken) knownGood.add(origin);
    // Whatever was wrong with it, the next one is signed anew.
    if (answer.status === 401 || answer.status === 403) signer.forget(origin);
    const count = answer.status === 400 ? countRefusal(delivery) : 0;
    const outcome = outcomeOf(answer, { now: now(), refusals: count, isKeyKnownGood });
    if (outcome.kind !== 'later') refusals.delete(delivery);
    return outcome;
  }

  return {
    concurrency: atOnce,
    publicKey: signer.publicKey,
    async send(notice, to, signal) {
      const service = pushServiceOf(to.address, egressAllow);
      if (!service) return { kind: 'failed', reason: 'This is not the address of a known push service.' };
      const keys = keyring.keysOf(to.details);
      if (!keys) return { kind: 'failed', reason: 'The keys of this subscription are not those of a browser.' };
      const message = messageFor(notice, to);
      const body = encrypt(message.plaintext, keys);
      const { url, origin } = service;
      const headers = {
        ttl: String(secondsToLive(message, new Date(now()))),
        urgency: message.urgency,
        topic: message.topic,
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        authorization: signer.authorizationFor(origin),
      };
      try {
        const answer = await transport.post({ url, headers, body, signal });
        const outcome = settle(answer, origin, `${notice.id} ${to.subscription_id}`);
        return outcome.kind === 'later' ? endAtExpiry(outcome, endOf(notice, message), now()) : outcome;
      } catch (error) {
        if (!(error instanceof EgressError)) throw error;
        if (error.kind === 'refused') return { kind: 'failed', reason: error.message };
        if (error.kind === 'aborted') return { kind: 'later', reason: error.message, afterMs: 0 };
        return endAtExpiry(unanswered(error.message), endOf(notice, message), now());
      }
    },
    async close() {
      await transport.close();
      egress.close();
    },
  };
}

/** What comes too late to be of use is not tried again. */
function endAtExpiry(outcome: Outcome & { kind: 'later' }, until: number, now: number): Outcome {
  if (now < until) return outcome;
  return { kind: 'failed', reason: `It came too late to be of use. ${outcome.reason}` };
}

/** Keeps a number, and forgets the oldest of too many. */
function remember(map: Map<string, number>, key: string, value: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > remembered && oldest !== undefined) map.delete(oldest);
}
