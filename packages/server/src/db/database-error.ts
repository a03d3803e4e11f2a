import { DomainError } from '@allswell/protocol';

/** Codes of Node and of the driver that say: there is no working connection. */
const connectionCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EACCES',
  'SASL_SIGNATURE_MISMATCH',
]);

/**
 * SQLSTATEs that say nothing about the statement: connection (08), wrong password (28), no such database (3D), out of
 * resources (53), shut down or starting (57), the disk (58), timeouts (57014, 55P03, 25P03, 25P04) and a server that
 * has become read-only (25006), as after a failover.
 */
const unavailableStates = /^(08|28|3D|53|57|58)|^(55P03|25P03|25P04|25006)$/;

/** Whether trying the whole transaction again can succeed: it met another one. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

/** Whether a row names another one that has gone meanwhile. */
export function isOrphan(error: unknown): boolean {
  return codeOf(error) === '23503';
}

/** Turns an error that means "no database" into the DomainError for it; hands on every other error as it is. */
export function translate(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined || error instanceof DomainError) return error;
  if (connectionCodes.has(code) || (unavailableStates.test(code) && /^[0-9A-Z]{5}$/.test(code)))
    return unavailable(error);
  return error;
}

/** The answer of everything that needs the database while it cannot be had. */
export function unavailable(cause: unknown): DomainError {
  return new DomainError('database-unavailable', 'The database does not answer. Try again in a few seconds.', {
    cause,
    retryAfterSeconds: 2,
  });
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
