import { createEgress, type EgressAnswer } from '../../../http/safe-fetch.ts';
import type { Channel, Outcome } from '../../channel.ts';
import { createHookSender, quoted } from '../hooks/send-by-hook.ts';
import { composeTeams } from './compose.ts';

/** Microsoft Teams, by a workflow that posts what comes to its address. */
export const teams: Channel = {
  name: 'teams',
  async open({ config }) {
    return createHookSender({
      egress: createEgress({ allow: config.egressAllow, upstreams: config.upstreams }),
      concurrency: 4,
      compose: (notice, to) => ({ address: to.address, body: composeTeams(notice, to) }),
      judge: judgeTeams,
    });
  },
};

/** A workflow that was deleted; one that is switched off may be switched on again. */
function judgeTeams(answer: EgressAnswer): Outcome | undefined {
  const reason = `Teams answered ${answer.status}${quoted(answer)}.`;
  if (answer.status === 404 || answer.status === 410) return { kind: 'gone', reason };
  const isSwitchedOff =
    answer.status === 400 && /TriggerIsNotEnabled|WorkflowDisabled/i.test(answer.body.toString('utf8'));
  return isSwitchedOff ? { kind: 'later', reason } : undefined;
}
