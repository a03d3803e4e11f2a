import { DomainError } from '@allswell/protocol';
import { ConfigError } from '../config.ts';
import { EmbeddedImpossibleError } from '../db/embedded/binaries.ts';
import { UnsuitableDatabaseError } from '../db/unsuitable-database.ts';
import { DatabaseInUseError } from '../demo/database-in-use-error.ts';
import { BusyError } from '../lifecycle/own-folder.ts';

/** What the process ends with; the numbers are those of sysexits.h where it has one. */
export const exitCodes = {
  done: 0,
  checkFailed: 1,
  usage: 64,
  badInput: 65,
  databaseUnreachable: 69,
  bug: 70,
  busy: 75,
  configuration: 78,
} as const;

/** The command line cannot be understood. */
export class UsageError extends Error {}

/** What was given to a command (a password, a file) cannot be used. */
export class BadInputError extends Error {}

/** Somebody has stopped it; it can go on. */
export class StoppedError extends Error {}

/** Something outside that a command needs does not answer. */
export class UnavailableError extends Error {}

/** What to end with after an error, and what to say; a bug is told with everything there is to find it. */
export function explain(error: unknown): { code: number; text: string } {
  if (error instanceof UsageError) return { code: exitCodes.usage, text: error.message };
  if (error instanceof StoppedError) return { code: exitCodes.checkFailed, text: error.message };
  if (error instanceof UnavailableError) return { code: exitCodes.databaseUnreachable, text: error.message };
  if (error instanceof BadInputError || error instanceof DatabaseInUseError) {
    return { code: exitCodes.badInput, text: error.message };
  }
  if (error instanceof BusyError) return { code: exitCodes.busy, text: error.message };
  if (
    error instanceof ConfigError ||
    error instanceof EmbeddedImpossibleError ||
    error instanceof UnsuitableDatabaseError
  ) {
    return { code: exitCodes.configuration, text: error.message };
  }
  if (error instanceof DomainError) {
    if (error.code === 'database-unavailable') return { code: exitCodes.databaseUnreachable, text: withCause(error) };
    if (error.code === 'upstream-unreachable') return { code: exitCodes.databaseUnreachable, text: withCause(error) };
    const details = error.errors?.map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`) ?? [];
    return { code: exitCodes.badInput, text: `${error.message}${details.join('')}` };
  }
  if (isPortTaken(error)) {
    return {
      code: exitCodes.busy,
      text: `Something else listens on ${error.address}:${error.port}. Stop it, or choose another PORT.`,
    };
  }
  return { code: exitCodes.bug, text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function withCause(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

function isPortTaken(error: unknown): error is { code: string; address: string; port: number } {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
}
