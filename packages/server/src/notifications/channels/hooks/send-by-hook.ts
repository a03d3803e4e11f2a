import { type Egress, type EgressAnswer, EgressError } from '../../../http/safe-fetch.ts';
import { retryAfterMs } from '../../../http/retry-after.ts';
import { cleanLine } from '../../../text/clean.ts';
import type { NoticeContent, Outcome, Recipient, Sender } from '../../channel.ts';

/** One request to a hook. */
export interface HookRequest {
  address: string;
  body: string;
  headers?: Record<string, string>;
}

/** What is particular about the hooks of one kind. */
export interface HookKind {
  egress: Egress;
  /** How many may be on their way at once. */
  concurrency: number;
  compose(notice: NoticeContent, to: Recipient): HookRequest;
  /** What an answer means that is neither good nor "later"; undefined for what has no meaning of its own. */
  judge?(answer: EgressAnswer): Outcome | undefined;
}

/** Sends notices by posting JSON to an address that its owner gave us. */
export function createHookSender({ egress, concurrency, compose, judge }: HookKind): Sender {
  return {
    concurrency,
    async send(notice, to, signal) {
      if (signal.aborted) return { kind: 'later', reason: 'The time to send it was over.', afterMs: 0 };
      const { address, body, headers } = compose(notice, to);
      try {
        const answer = await egress.request(address, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
          signal,
        });
        return outcomeOf(answer, judge);
      } catch (error) {
        if (!(error instanceof EgressError)) throw error;
        return failureOf(error);
      }
    },
    async close() {
      egress.close();
    },
  };
}

/** What an answer means, for every kind of hook alike where its own rules say nothing. */
export function outcomeOf(answer: EgressAnswer, judge?: HookKind['judge']): Outcome {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return judge?.(answer) ?? { kind: 'sent' };
  const particular = judge?.(answer);
  if (particular) return particular;
  const reason = `It answered ${status}${quoted(answer)}.`;
  if (status === 429 || status === 408 || status === 425 || status >= 500) {
    const afterMs = retryAfterMs(headers['retry-after']);
    return { kind: 'later', reason, ...(afterMs !== undefined && { afterMs }) };
  }
  if (status >= 300 && status < 400)
    return { kind: 'failed', reason: `It answered ${status}: a redirect, and those are not followed.` };
  return { kind: 'failed', reason };
}

/** What it means that nothing was answered. */
export function failureOf({ kind, message: reason }: EgressError): Outcome {
  if (kind === 'refused') return { kind: 'failed', reason };
  return { kind: 'later', reason, ...(kind === 'aborted' && { afterMs: 0 }) };
}

/** The beginning of what was said, for the operator; nothing of a page of HTML. */
export function quoted({ body }: EgressAnswer): string {
  const text = cleanLine(body.subarray(0, 2_000).toString('utf8'));
  if (text === '' || text.startsWith('<')) return '';
  const said = [...text];
  return ` (“${said.length > 120 ? `${said.slice(0, 120).join('')}…` : text}”)`;
}
