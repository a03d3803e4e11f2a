import { createEgress, type EgressAnswer } from '../../../http/safe-fetch.ts';
import type { Channel, Outcome, Recipient } from '../../channel.ts';
import { createHookSender, quoted } from '../hooks/send-by-hook.ts';
import { composeGoogleChat } from './compose.ts';

/** Google Chat, by a webhook of a space. */
export const googleChat: Channel = {
  name: 'google_chat',
  async open({ config }) {
    return createHookSender({
      egress: createEgress({ allow: config.egressAllow, upstreams: config.upstreams }),
      concurrency: 4,
      compose: (notice, to) => ({ address: addressFor(notice.id, to), body: composeGoogleChat(notice, to) }),
      judge: judgeGoogleChat,
    });
  },
};

/** In the thread of the incident where the space has threads; the same id makes a second try harmless. */
function addressFor(noticeId: string, { address, subscription_id }: Recipient): string {
  const url = new URL(address);
  url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
  url.searchParams.set('requestId', `${noticeId}-${subscription_id}`);
  return url.href;
}

/** The space or its webhook was deleted. */
function judgeGoogleChat(answer: EgressAnswer): Outcome | undefined {
  const isGone = answer.status === 404 || answer.status === 410;
  return isGone ? { kind: 'gone', reason: `Google Chat answered ${answer.status}${quoted(answer)}.` } : undefined;
}
