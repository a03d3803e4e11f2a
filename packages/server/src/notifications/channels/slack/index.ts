import { createEgress, type EgressAnswer } from '../../../http/safe-fetch.ts';
import type { Channel, Outcome } from '../../channel.ts';
import { createHookSender, quoted } from '../hooks/send-by-hook.ts';
import { composeSlack } from './compose.ts';

/** Slack, by an incoming webhook that somebody of the workspace made. */
export const slack: Channel = {
  name: 'slack',
  async open({ config }) {
    return createHookSender({
      egress: createEgress({ allow: config.egressAllow, upstreams: config.upstreams }),
      concurrency: 10,
      compose: (notice, to) => ({ address: to.address, body: composeSlack(notice, to) }),
      judge: judgeSlack,
    });
  },
};

/** Of a hook or a channel that is gone Slack says so by these words. */
function judgeSlack(answer: EgressAnswer): Outcome | undefined {
  const said = answer.body.subarray(0, 200).toString('utf8').trim();
  const isGone =
    answer.status === 410 ||
    (answer.status === 404 && /^(no_service|no_team|channel_not_found|no_active_hooks)/.test(said)) ||
    (answer.status === 403 && /^(invalid_token|no_active_hooks|team_disabled)/.test(said));
  return isGone ? { kind: 'gone', reason: `Slack answered ${answer.status}${quoted(answer)}.` } : undefined;
}
