import type { ServerResponse } from 'node:http';
import { type ProblemCode, problems } from '@allswell/protocol';
import { problemType } from '../http/problem.ts';
import { problemHeaders } from './headers.ts';

/** Answers with a problem (RFC 9457) on the bare response. */
export type AnswerProblem = (res: ServerResponse, code: ProblemCode, detail: string, headers?: string[]) => void;

/** Problems of public reads. */
export function problemAnswerer(publicUrl: string): AnswerProblem {
  return (res, code, detail, headers = []) => {
    const { status, title } = problems[code];
    const body = Buffer.from(JSON.stringify({ type: problemType(publicUrl, code), title, status, detail }));
    res.writeHead(status, [
      'Content-Type',
      'application/problem+json; charset=utf-8',
      'Content-Length',
      String(body.length),
      ...problemHeaders,
      ...headers,
    ]);
    if (res.req.method === 'HEAD') res.end();
    else res.end(body);
  };
}
