import { createEgress, type EgressAnswer } from '../../../http/safe-fetch.ts';
import { openLinks } from '../../../subscriptions/links.ts';
import type { Channel, ChannelContext, Outcome, Recipient, Sender } from '../../channel.ts';
import { createHookSender, quoted } from '../hooks/send-by-hook.ts';
import { retryAfterMs } from '../../../http/retry-after.ts';
import { composeWebhook } from './compose.ts';
import { keepProving } from './prove.ts';
import { openWebhookSigner } from './sign.ts';
import { noteFailure, noteSuccess } from './store.ts';

/** Somebody's own endpoint: the body is that of Statuspage, the signature that of Standard Webhooks. */
export const webhook: Channel = { name: 'webhook', open: (context) => openWebhook(context) };

/** An endpoint that has failed for so long is let go. */
const patienceMs = 3 * 86_400_000;

/** Opens webhooks: sends to those that are proven, and asks those that are not. */
export async function openWebhook(
  { sql, config, publicUrl, log }: ChannelContext,
  { now = () => new Date(), proveEveryMs = 2_000 } = {},
): Promise<Sender> {
  const egress = createEgress({ allow: config.egressAllow, upstreams: config.upstreams });
  const signer = await openWebhookSigner(sql, config.masterKey);
  const links = await openLinks(sql, publicUrl, config.masterKey);
  const proving = keepProving({ sql, egress, signer, links, publicUrl }, log, proveEveryMs);
  const hooks = createHookSender({
    egress,
    concurrency: 30,
    judge: judgeWebhook,
    compose(notice, to) {
      const at = now();
      const body = composeWebhook(notice, to, at);
      // The same for every try, so that whoever got it twice can tell.
      const id = `notice_${notice.id}_${to.subscription_id}`;
      return {
        address: to.address,
        body,
        headers: signer.headersFor({ id, subscriptionId: to.subscription_id, body, at }),
      };
    },
  });

  /** Counts the days on which nothing worked. */
  async function follow(outcome: Outcome, { subscription_id, details }: Recipient): Promise<Outcome> {
    if (outcome.kind === 'sent' && 'failing_since' in details) await noteSuccess(sql, subscription_id);
    if (outcome.kind !== 'later' && outcome.kind !== 'failed') return outcome;
    const since = await noteFailure(sql, subscription_id);
    if (!since || now().getTime() - since.getTime() < patienceMs) return outcome;
    return { kind: 'gone', reason: `It has failed for three days. ${outcome.reason}` };
  }

  return {
    concurrency: hooks.concurrency,
    async send(notice, to, signal) {
      const outcome = await hooks.send(notice, to, signal);
      return signal.aborted ? outcome : follow(outcome, to);
    },
    async close() {
      await proving.stop();
      await hooks.close();
    },
  };
}

/** Endpoints come and go with releases: but for "gone", whatever they say today may be otherwise tomorrow. */
function judgeWebhook(answer: EgressAnswer): Outcome | undefined {
  if (answer.status >= 200 && answer.status < 300) return undefined;
  const reason = `It answered ${answer.status}${quoted(answer)}.`;
  if (answer.status === 410) return { kind: 'gone', reason };
  const afterMs = retryAfterMs(answer.headers['retry-after']);
  return { kind: 'later', reason, ...(afterMs !== undefined && { afterMs }) };
}
