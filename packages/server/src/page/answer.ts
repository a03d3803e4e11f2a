import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Prepared } from './bytes.ts';
import { preflightHeaders } from './headers.ts';
import { chooseCoding, rawHeader } from './negotiate.ts';
import type { AnswerProblem } from './problems.ts';

/**
 * Answers GET and HEAD from prepared bytes: negotiation and conditional requests. Nothing is made per request that
 * lists or strings of an earlier one could serve for.
 */
export function answerPrepared(req: IncomingMessage, res: ServerResponse, prepared: Prepared, verified: string): void {
  const { rawHeaders } = req;
  const coding = chooseCoding(rawHeader(rawHeaders, 'accept-encoding'));
  const ifNoneMatch = rawHeader(rawHeaders, 'if-none-match');
  if (ifNoneMatch !== undefined && prepared.status === 200) {
    const headers = prepared.notModified(coding, ifNoneMatch, verified);
    if (headers) {
      res.writeHead(304, headers);
      res.end();
      return;
    }
  }
  const { body, headers } = prepared.answer(coding, verified);
  res.writeHead(prepared.status, headers);
  if (req.method === 'GET') res.end(body, 'latin1');
  else res.end();
}

/** OPTIONS is told what is possible; a method that would change something is refused. */
export function answerOtherMethod(req: IncomingMessage, res: ServerResponse, problem: AnswerProblem): void {
  if (req.method === 'OPTIONS') {
    res.writeHead(204, preflightHeaders);
    res.end();
    return;
  }
  problem(res, 'method-not-allowed', 'This address is only for reading: send GET or HEAD.', [
    'Allow',
    'GET, HEAD, OPTIONS',
  ]);
}
