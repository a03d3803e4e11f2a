import type { ChannelName } from '@allswell/protocol';
import type { Outcome } from './channel.ts';
import type { Verdict } from './destinations.ts';
import type { Mark } from './queue-store.ts';
import { retryInMs } from './retry.ts';

/** What follows from one try: for the delivery, and for the destination. */
export interface Judgement {
  mark: Pick<Mark, 'state' | 'reason' | 'dueInMs' | 'isRefunded'>;
  verdict: Verdict;
}

/** Decides what becomes of a delivery after a try, its `attempts`-th. */
export function judgeOutcome(
  outcome: Outcome,
  { channel, attempts, random }: { channel: ChannelName; attempts: number; random: () => number },
): Judgement {
  switch (outcome.kind) {
    case 'sent':
      return { mark: { state: 'sent', reason: null, dueInMs: null, isRefunded: false }, verdict: 'answered' };
    case 'failed':
    case 'gone':
      return settled(outcome.reason);
    case 'later': {
      const { reason, afterMs = 0, destination = false, channel: wholeChannel = false } = outcome;
      // Not this address failed: it keeps its place and its tries.
      if (wholeChannel) return { mark: givenBack(reason), verdict: 'unknown' };
      if (destination) return { mark: givenBack(reason), verdict: 'trouble' };
      const retry = retryInMs(channel, attempts, random);
      if (retry === undefined) return { ...settled(`Given up after ${attempts} tries. ${reason}`), verdict: 'failed' };
      const dueInMs = Math.max(retry, afterMs);
      return { mark: { state: 'waiting', reason, dueInMs, isRefunded: false }, verdict: 'failed' };
    }
  }
}

/** Somebody else is to send it, or we are later. */
export function givenBack(reason: string | null = null): Judgement['mark'] {
  return { state: 'waiting', reason, dueInMs: null, isRefunded: true };
}

/** The other side has spoken, so the way to it works. */
function settled(reason: string): Judgement {
  return { mark: { state: 'failed', reason, dueInMs: null, isRefunded: false }, verdict: 'answered' };
}
