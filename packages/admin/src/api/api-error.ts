import { problems } from '@allswell/protocol';
import type { FieldError, Problem, ProblemCode } from '@allswell/protocol';

/** What can go wrong between the panel and its server, beyond the server's own problems. */
export type ApiErrorCode = ProblemCode | 'unreachable' | 'stopped' | 'unexpected-answer';

export interface ApiErrorOptions {
  cause?: unknown;
  status?: number;
  problem?: Problem;
  retryAfterSeconds?: number | undefined;
}

/** A request that was not fulfilled, in words for the person who asked. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly errors: readonly FieldError[];
  /** The object as it is now, when an edit was refused because someone else had been faster. */
  readonly current: unknown;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ApiErrorCode, message: string, options: ApiErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = options.status ?? 0;
    this.errors = options.problem?.errors ?? [];
    this.current = options.problem?.['current'];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** Whether the same request may well succeed a little later. */
  get isPassing(): boolean {
    return this.code === 'unreachable' || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Reads an answer that is not a success. */
export async function readApiError(response: Response): Promise<ApiError> {
  const problem = await readProblem(response);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : undefined;
  if (!problem) {
    return new ApiError('unexpected-answer', `The server answered ${response.status}.`, {
      status: response.status,
      retryAfterSeconds,
    });
  }
  const code = problem.type.slice(problem.type.lastIndexOf('/') + 1);
  return new ApiError(isProblemCode(code) ? code : 'unexpected-answer', problem.detail ?? problem.title, {
    status: response.status,
    problem,
    retryAfterSeconds,
  });
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}

async function readProblem(response: Response): Promise<Problem | null> {
  try {
    const data: unknown = await response.json();
    return isProblem(data) ? data : null;
  } catch {
    return null;
  }
}

function isProblem(data: unknown): data is Problem {
  return (
    typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string' && 'title' in data
  );
}
