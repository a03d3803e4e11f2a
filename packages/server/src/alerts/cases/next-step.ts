import type { AlertCaseState } from '@allswell/protocol';

/** How a case ends. */
export type Ending = 'dismissed' | 'resolved_by_person' | 'resolved' | 'expired' | 'abandoned';

/** What decides what comes next. */
export interface Standing {
  state: AlertCaseState;
  /** Its source is still there. */
  hasSource: boolean;
  recovered_at: Date | null;
  last_said_at: Date | null;
  times_said: number;
  /** Its draft is still there. */
  hasDraft: boolean;
  /** It has proposed to resolve the incident; `is_there`: the proposal was neither posted nor thrown away. */
  proposal: { is_there: boolean } | null;
  incident: { status: string; is_deleted: boolean; is_machines: boolean } | null;
  rule: { hold_seconds: number; resolves: boolean; action: string; is_enabled: boolean } | null;
}

/** What is to be done about a case now, or when to look again (null: when something happens). */
export type Step =
  | { do: 'wait'; until: Date | null }
  | { do: 'close'; ending: Ending }
  | { do: 'resolve' | 'say again' | 'propose' | 'withdraw' | 'expire' };

/** Once it has said that something is wrong, and that it is over, the machine speaks in an incident at most this often. */
export const leastBetweenWordsMs = 10 * 60_000;
/** How long a draft of what is over waits for somebody. */
export const draftWaitsMs = 24 * 60 * 60_000;
const usualHoldSeconds = 300;

/** Says what comes next for a case that is open. Knows no database and no clock. */
export function nextStep(standing: Standing, now: Date): Step {
  if (!standing.hasSource) return { do: 'close', ending: 'abandoned' };
  return standing.incident
    ? nextInPublic({ ...standing, incident: standing.incident }, now)
    : nextInPrivate(standing, now);
}

/** Nobody but admins has heard of it. */
function nextInPrivate({ state, hasDraft, recovered_at }: Standing, now: Date): Step {
  if (!hasDraft) return { do: 'close', ending: 'dismissed' };
  if (state !== 'recovered') return rest;
  return after(plus(recovered_at ?? now, draftWaitsMs), now, { do: 'expire' });
}

function nextInPublic(standing: Standing & { incident: NonNullable<Standing['incident']> }, now: Date): Step {
  const { incident, state, rule, proposal, last_said_at, times_said, recovered_at } = standing;
  const isOver = incident.is_deleted || incident.status === 'resolved' || incident.status === 'postmortem';
  if (isOver && !incident.is_machines) return { do: 'close', ending: 'resolved_by_person' };
  const maySpeakAt = last_said_at && times_said > 1 ? plus(last_said_at, leastBetweenWordsMs) : now;
  if (isOver) {
    // The machine has called it over, and it fires again since.
    const maySpeak = rule?.is_enabled === true && rule.action === 'publish';
    if (state === 'recovered' || !maySpeak) return { do: 'close', ending: 'resolved' };
    return after(maySpeakAt, now, { do: 'say again' });
  }
  if (proposal && !proposal.is_there) return { do: 'close', ending: 'dismissed' };
  if (state !== 'recovered') return proposal ? { do: 'withdraw' } : rest;
  if (proposal) return rest;

  const heldAt = plus(recovered_at ?? now, (rule?.hold_seconds ?? usualHoldSeconds) * 1_000);
  const mayResolve = incident.is_machines && rule?.is_enabled === true && rule.resolves;
  if (!mayResolve) return after(heldAt, now, { do: 'propose' });
  return after(heldAt > maySpeakAt ? heldAt : maySpeakAt, now, { do: 'resolve' });
}

const rest: Step = { do: 'wait', until: null };

function after(at: Date, now: Date, step: Step): Step {
  return at <= now ? step : { do: 'wait', until: at };
}

function plus(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
