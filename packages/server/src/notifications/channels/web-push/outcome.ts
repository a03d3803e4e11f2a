import type { Outcome } from '../../channel.ts';

/** What a push service said. */
export interface PushAnswer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

/** What is known of earlier tries. */
export interface Circumstances {
  now: number;
  /** How often it has answered 400 to this message, this time included. */
  refusals: number;
  /** This push service has taken messages that were signed with the same key. */
  isKeyKnownGood: boolean;
}

const refusalsUntilFailed = 3;
const minuteMs = 60_000;
const longestWaitMs = 6 * 60 * minuteMs;

/** What became of a message, by the answer to it (RFC 8030, and what the services do beyond it). */
export function outcomeOf({ status, retryAfter, body }: PushAnswer, known: Circumstances): Outcome {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const said = `The push service answered ${status}${quoted(body)}`;
  const afterMs = waitOf(retryAfter, known.now);
  const after = afterMs === undefined ? {} : { afterMs };
  switch (status) {
    case 404:
    case 410:
      return { kind: 'gone', reason: `${said}: the browser no longer takes messages.` };
    case 400:
      if (known.refusals >= refusalsUntilFailed) return { kind: 'failed', reason: `${said}.` };
      return { kind: 'later', reason: `${said}.`, afterMs: known.refusals * minuteMs };
    case 401:
    case 403:
      return refusedKey(said, body, known);
    case 413:
      return { kind: 'failed', reason: `${said}: the message is too long for it.` };
    // Windows says 406 when it means 429.
    case 406:
    case 429:
      return { kind: 'later', reason: `${said}: it wants fewer messages.`, ...after, destination: true };
    case 503:
      return { kind: 'later', reason: `${said}.`, ...after, destination: true };
    case 408:
    case 425:
      return { kind: 'later', reason: `${said}.`, ...after };
  }
  if (status >= 500) return { kind: 'later', reason: `${said}.`, ...after };
  if (status >= 300 && status < 400)
    return { kind: 'failed', reason: `${said}: a redirect, and those are not followed.` };
  return { kind: 'failed', reason: `${said}.` };
}

/** Nothing was answered: the network, not this subscription, is in trouble. */
export function unanswered(reason: string): Outcome & { kind: 'later' } {
  return { kind: 'later', reason, destination: true };
}

/**
 * A signature that one service refuses concerns all messages to it. But anybody can hand in a subscription that was made
 * with the key of another page, and that must not stop the others.
 */
function refusedKey(said: string, body: string, { isKeyKnownGood }: Circumstances): Outcome {
  if (/mismatch|do not correspond|does not match/i.test(body))
    return { kind: 'failed', reason: `${said}: this browser has subscribed with the key of another page.` };
  if (isKeyKnownGood)
    return { kind: 'failed', reason: `${said}: it does not take our key for this browser, though it does for others.` };
  const hint = 'it does not take our key. Check ALLSWELL_VAPID_SUBJECT, and the clock of this machine.';
  return { kind: 'later', reason: `${said}: ${hint}`, afterMs: 10 * minuteMs, destination: true };
}

/** `Retry-After` in milliseconds: seconds, or an instant. */
function waitOf(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const waitMs = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - now;
  return Number.isNaN(waitMs) ? undefined : Math.min(longestWaitMs, Math.max(1_000, waitMs));
}

/** What the service gives as the reason, for the operator: a word or a sentence, and nothing that could do harm. */
function quoted(body: string): string {
  const text = reasonIn(body)
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  if (text === '' || text.startsWith('<')) return '';
  return ` (“${text.length > 120 ? `${text.slice(0, 120)}…` : text}”)`;
}

function reasonIn(body: string): string {
  try {
    const told: unknown = JSON.parse(body);
    if (typeof told !== 'object' || told === null) return String(told);
    const { reason, message, error } = told as Record<string, unknown>;
    return [reason, message, error].find((one) => typeof one === 'string') ?? '';
  } catch {
    return body;
  }
}
