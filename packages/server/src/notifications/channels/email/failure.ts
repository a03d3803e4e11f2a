import type { Outcome } from '../../channel.ts';

/** How far a try came before it failed. */
export type Stage = 'connect' | 'sign-in' | 'sender' | 'size' | 'recipient' | 'message';

/** Why a message was not taken, as the mail server or the network says. */
export class MailFailure extends Error {
  readonly stage: Stage;
  /** What the server answered, if it did. */
  readonly code: number | undefined;
  /** The enhanced status code (RFC 3463), such as 5.1.1. */
  readonly status: string | undefined;
  /** The message was on its way already: the server may have taken it. */
  readonly isInDoubt: boolean;
  /** We stopped: nobody else has to do with it. */
  readonly isOurs: boolean;

  constructor(
    stage: Stage,
    message: string,
    answer: { response?: string | undefined; isInDoubt?: boolean; isOurs?: boolean } = {},
  ) {
    super(message);
    this.name = 'MailFailure';
    this.stage = stage;
    const [, code, status] = /^(\d{3})[ -](?:([245]\.\d{1,3}\.\d{1,3})(?:\s|$))?/.exec(answer.response ?? '') ?? [];
    this.code = code === undefined ? undefined : Number(code);
    this.status = status;
    this.isInDoubt = answer.isInDoubt ?? false;
    this.isOurs = answer.isOurs ?? false;
  }
}

/** We were asked to stop before anything was handed over. */
export function stopped(): MailFailure {
  return new MailFailure('message', 'Sending was stopped before the message was handed over.', { isOurs: true });
}

/**
 * What a failure means for one delivery. What is wrong with our own server, our sender or our password is nobody else's
 * fault: it is told to the operator, and everything waits.
 */
export function toOutcome(failure: MailFailure): Outcome {
  const { stage, code, status, message: reason, isInDoubt } = failure;
  if (isInDoubt) return { kind: 'later', reason };
  if (stage === 'size') return { kind: 'failed', reason };
  if (stage === 'connect' || stage === 'sign-in' || stage === 'sender') return { kind: 'later', reason, channel: true };
  // 5.1.7 and 5.1.8 are about the sender, wherever they are said.
  if (status === '5.1.7' || status === '5.1.8') return { kind: 'later', reason, channel: true };
  if (code !== undefined && code >= 500) {
    return { kind: 'failed', reason, ...(status?.startsWith('5.1.') && { bounced: true }) };
  }
  if (failure.isOurs) return { kind: 'later', reason };
  return { kind: 'later', reason, ...(isOfDestination(code, status) && { destination: true }) };
}

/** Whether a "not now" is about more than this one mailbox: x.1 and x.2 are about the mailbox (RFC 3463). */
function isOfDestination(code: number | undefined, status: string | undefined): boolean {
  // No answer at all is seldom for one mailbox only, and 450 seldom for more.
  if (status === undefined) return code !== 450;
  return !/^4\.[12]\./.test(status);
}
