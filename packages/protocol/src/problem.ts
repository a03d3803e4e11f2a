/** Every problem the API can answer with: HTTP status and title (RFC 9457). The code is the end of its `type`. */
export const problems = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'wrong-credentials': { status: 401, title: 'The email address or the password is wrong' },
  'refresh-reused': { status: 401, title: 'This session was ended because its token was used twice' },
  'session-ended': { status: 401, title: 'This session has ended' },
  'origin-not-allowed': { status: 403, title: 'This origin may not do that' },
  'token-invalid': { status: 403, title: 'The link is not valid' },
  'signature-invalid': { status: 403, title: 'The signature is not valid' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'incident-not-found': { status: 404, title: 'There is no such incident' },
  'update-not-found': { status: 404, title: 'There is no such update' },
  'series-not-found': { status: 404, title: 'There is no such series' },
  'occurrence-not-found': { status: 404, title: 'The series has no such date' },
  'template-not-found': { status: 404, title: 'There is no such template' },
  'draft-not-found': { status: 404, title: 'There is no such draft' },
  'component-not-found': { status: 404, title: 'There is no such component' },
  'group-not-found': { status: 404, title: 'There is no such group' },
  'subscriber-not-found': { status: 404, title: 'There is no such subscriber' },
  'notice-not-found': { status: 404, title: 'There is no such notice' },
  'suppression-not-found': { status: 404, title: 'There is no such suppression' },
  'metric-not-found': { status: 404, title: 'There is no such metric' },
  'alert-source-not-found': { status: 404, title: 'There is no such source of alerts' },
  'alert-delivery-not-found': { status: 404, title: 'There is no such delivery' },
  'alert-rule-not-found': { status: 404, title: 'There is no such rule' },
  'alert-case-not-found': { status: 404, title: 'There is no such case' },
  'weights-not-found': { status: 404, title: 'There are no such weights' },
  'correction-not-found': { status: 404, title: 'There is no such correction' },
  'import-not-found': { status: 404, title: 'There is no such import' },
  'admin-not-found': { status: 404, title: 'There is no such admin' },
  'method-not-allowed': { status: 405, title: 'This cannot be done here' },
  'already-set-up': { status: 409, title: 'Allswell is already set up' },
  'incident-resolved': { status: 409, title: 'The incident is resolved' },
  'maintenance-over': { status: 409, title: 'The maintenance is over' },
  'already-cancelled': { status: 409, title: 'The maintenance was called off already' },
  'not-a-maintenance': { status: 409, title: 'This is an incident, not a maintenance' },
  'not-an-incident': { status: 409, title: 'This is a maintenance, not an incident' },
  'not-resolved': { status: 409, title: 'The incident is not resolved yet' },
  'no-postmortem': { status: 409, title: 'Nothing is written yet' },
  'postmortem-published': { status: 409, title: 'The postmortem is published' },
  'series-ended': { status: 409, title: 'This series has ended' },
  'component-in-use': { status: 409, title: 'The component is part of an open incident' },
  'last-update': { status: 409, title: 'An incident keeps at least one update' },
  'email-taken': { status: 409, title: 'There is an admin with this address' },
  'last-admin': { status: 409, title: 'One admin has to remain' },
  'idempotency-key-in-flight': { status: 409, title: 'The same request is being worked on' },
  'token-spent': { status: 410, title: 'The link was used or has expired' },
  'stale-version': { status: 412, title: 'Someone else changed this meanwhile' },
  'email-not-configured': { status: 409, title: 'No mail server is configured' },
  'metric-source-not-configured': { status: 409, title: 'This source of metrics is not configured' },
  'not-a-push-metric': { status: 409, title: 'This metric is read by the server, not pushed' },
  'first-weights': { status: 409, title: 'The first weights hold from the beginning' },
  'correction-revoked': { status: 409, title: 'The correction was taken back' },
  'import-not-ready': { status: 409, title: 'The import is not at this step' },
  'alert-case-closed': { status: 409, title: 'This case is closed' },
  'alert-delivery-settled': { status: 409, title: 'This delivery is settled' },
  'sending-held': { status: 409, title: 'Nothing is sent until an operator resumes it' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Send application/json' },
  'invalid-request': { status: 422, title: 'The request is not valid' },
  'metric-unreadable': { status: 422, title: 'The metric cannot be read' },
  'import-unreadable': { status: 422, title: 'This cannot be imported' },
  'proof-invalid': { status: 422, title: 'The proof of work is not valid' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'local-time-missing': { status: 422, title: 'This local time does not exist' },
  'local-time-ambiguous': { status: 422, title: 'This local time exists twice' },
  'rate-limited': { status: 429, title: 'Too many tries' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  'too-many-streams': { status: 503, title: 'Too many streams are open' },
  'upstream-unreachable': { status: 503, title: 'Another service does not answer' },
  'database-unavailable': { status: 503, title: 'The database does not answer' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** One thing that is wrong in a request: where (a JSON pointer as URI fragment, RFC 6901) and what to do about it. */
export interface FieldError {
  pointer: string;
  detail: string;
}

/** An answer of type application/problem+json (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: FieldError[];
  [extension: string]: unknown;
}

/** What more a problem can carry. */
export interface DomainErrorOptions {
  cause?: unknown;
  errors?: FieldError[];
  /** Seconds after which a new try makes sense; sent as Retry-After. */
  retryAfterSeconds?: number;
  /** Further members of the problem, such as the current object of a stale write. */
  extensions?: Record<string, unknown>;
}

/** An error that the caller can act on. Its message says, to a person, what to do next. */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly extensions: Record<string, unknown> | undefined;

  constructor(code: ProblemCode, message: string, options: DomainErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.extensions = options.extensions;
  }
}
