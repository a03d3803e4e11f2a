import type { Tx } from '../db/connect.ts';
import type { Author } from '../db/write.ts';
import { insertEntries, insertEntry } from './store.ts';

/** One line of the trail. */
export interface AuditLine {
  /** What was done, as subject.verb: `incident.opened`. */
  action: string;
  subject_type: string;
  subject_id?: string | null;
  /** Field to what it was and what it is now. Never a secret. */
  changes?: Record<string, unknown>;
}

/** Writes one line of the audit trail in the transaction of what it tells about. */
export async function recordAudit(tx: Tx, by: Author | null, line: AuditLine): Promise<void> {
  await insertEntry(tx, by, line);
}

/** Writes the lines of many changes that belong to one transaction. */
export async function recordAll(tx: Tx, by: Author | null, lines: readonly AuditLine[]): Promise<void> {
  if (lines.length > 0) await insertEntries(tx, by, lines);
}

/** What a change changes, field by field: `{name: {from, to}}`. */
export function differences<T extends object>(
  before: T,
  after: { [K in keyof T]?: T[K] | undefined },
): Record<string, { from: unknown; to: unknown }> {
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const key of Object.keys(after) as (keyof T & string)[]) {
    if (after[key] !== undefined && !isSame(before[key], after[key]))
      changes[key] = { from: before[key], to: after[key] };
  }
  return changes;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
