import type { AlertSeverity } from '@allswell/protocol';
import { readSeverity } from '../read/severity.ts';

/** A condition's WARNING arrives as priority HIGH in a workflow, so it is the same where it is still called so. */
export function priorityOf(word: string | null): AlertSeverity | null {
  return word === 'warning' || word === 'warn' ? 'high' : readSeverity(word);
}
