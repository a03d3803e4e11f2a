import type { ApiError } from '../api/api-error.ts';
import type { Strings } from '../i18n/en.ts';

/** What went wrong and what to do about it, in the panel's language where it knows better than the server. */
export function explain(error: ApiError, strings: Strings): string {
  const { problems } = strings;
  switch (error.code) {
    case 'unreachable':
      return problems.unreachable;
    case 'database-unavailable':
      return problems.databaseUnavailable;
    case 'stopped':
      return problems.stopped;
    case 'not-signed-in':
    case 'session-ended':
    case 'refresh-reused':
      return problems.signedOut;
    case 'wrong-credentials':
      return problems.wrongCredentials;
    case 'rate-limited':
      return problems.rateLimited(error.retryAfterSeconds ?? null);
    case 'internal-error':
      return problems.internal;
    default:
      return error.message;
  }
}
