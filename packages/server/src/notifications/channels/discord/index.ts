import * as v from 'valibot';
import { createEgress, type EgressAnswer } from '../../../http/safe-fetch.ts';
import type { Channel, Outcome } from '../../channel.ts';
import { createHookSender, quoted } from '../hooks/send-by-hook.ts';
import { composeDiscord } from './compose.ts';

/** Discord, by a webhook of one of its channels. */
export const discord: Channel = {
  name: 'discord',
  async open({ config }) {
    return createHookSender({
      egress: createEgress({ allow: config.egressAllow, upstreams: config.upstreams }),
      concurrency: 5,
      compose: (notice, to) => ({ address: waiting(to.address), body: composeDiscord(notice, to) }),
      judge: judgeDiscord,
    });
  },
};

/** Only then Discord answers after it has looked at the message. */
function waiting(address: string): string {
  const url = new URL(address);
  url.searchParams.set('wait', 'true');
  return url.href;
}

const answer = v.object({
  code: v.fallback(v.optional(v.number()), undefined),
  retry_after: v.fallback(v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))), undefined),
});
/** "Unknown Webhook", and a token that is not that of the webhook. */
const gone = new Set([10_015, 50_027]);
const longestWaitMs = 3_600_000;

function judgeDiscord(reply: EgressAnswer): Outcome | undefined {
  const { code, retry_after } = read(reply.body);
  if (reply.status >= 400 && code !== undefined && gone.has(code))
    return { kind: 'gone', reason: `Discord answered ${reply.status}${quoted(reply)}.` };
  if (reply.status !== 429 || retry_after === undefined) return undefined;
  const afterMs = Math.min(longestWaitMs, Math.max(1_000, retry_after * 1_000));
  return { kind: 'later', reason: 'Discord wants fewer messages.', afterMs };
}

function read(body: Buffer): v.InferOutput<typeof answer> {
  try {
    const parsed = v.safeParse(answer, JSON.parse(body.toString('utf8')));
    if (parsed.success) return parsed.output;
  } catch {
    // A proxy in between answers in HTML.
  }
  return { code: undefined, retry_after: undefined };
}
