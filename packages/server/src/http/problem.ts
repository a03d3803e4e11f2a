import { DomainError, type Problem, type ProblemCode, problems } from '@allswell/protocol';

/** Where unexpected errors and suspicious refusals are told. */
export interface ErrorLog {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** What a person who looks after the server wants to find in its log, because someone may be trying doors. */
const suspicious: readonly ProblemCode[] = [
  'wrong-credentials',
  'refresh-reused',
  'rate-limited',
  'token-invalid',
  'origin-not-allowed',
];

/** Tells of a refusal that may be an attack. */
export function logSuspicious(error: unknown, request: { path: string; address: string }, log: ErrorLog): void {
  if (!(error instanceof DomainError) || !suspicious.includes(error.code)) return;
  log.warn({ code: error.code, ...request }, 'a request was refused');
}

/** Turns any error into an RFC 9457 answer. What is not a DomainError is a bug: logged with its cause, told as a bare 500. */
export function toProblemResponse(error: unknown, publicUrl: string, log: ErrorLog): Response {
  if (error instanceof DomainError) return problemResponse(error, publicUrl);
  log.error({ err: error }, 'a request failed unexpectedly');
  return problemResponse(
    new DomainError('internal-error', 'Try again. If it stays, look into the log of the server.'),
    publicUrl,
  );
}

/** The answer for an error that the caller can act on. */
export function problemResponse(error: DomainError, publicUrl: string, headers: Record<string, string> = {}): Response {
  const { status, title } = problems[error.code];
  const problem: Problem = {
    type: problemType(publicUrl, error.code),
    title,
    status,
    detail: error.message,
    ...(error.errors && { errors: error.errors }),
    ...error.extensions,
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(error.retryAfterSeconds !== undefined && {
        'retry-after': String(Math.max(1, Math.ceil(error.retryAfterSeconds))),
      }),
      ...(status === 401 && { 'www-authenticate': 'Bearer realm="allswell"' }),
      ...headers,
    },
  });
}

/** The stable address that names a kind of problem, and explains it when opened. */
export function problemType(publicUrl: string, code: ProblemCode): string {
  return `${publicUrl}/problems/${code}`;
}
