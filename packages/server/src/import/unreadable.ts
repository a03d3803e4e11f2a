import { DomainError } from '@allswell/protocol';

/** What was fetched or given cannot be imported; the message says why, to a person. */
export function unreadable(message: string, cause?: unknown): DomainError {
  return new DomainError('import-unreadable', message, cause === undefined ? {} : { cause });
}

/** A source that cannot be asked now: later it may be. */
export function unreachable(message: string, cause?: unknown): DomainError {
  return new DomainError('upstream-unreachable', message, cause === undefined ? {} : { cause });
}
