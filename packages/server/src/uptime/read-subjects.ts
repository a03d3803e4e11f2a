import { DomainError } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { findMembers, findSubjects, type SubjectRow } from '../wire/subject-rows.ts';

/** A component, or a group with its members. */
export interface Subject {
  row: SubjectRow;
  /** Of a group those that are on the page; of a component it alone. */
  leafIds: string[];
}

/** What is on the page in its order, or the one that is asked for. */
export async function readSubjects(tx: Tx, id: string | undefined): Promise<Subject[]> {
  const rows = await findSubjects(tx, id);
  if (id !== undefined && rows.length === 0)
    throw new DomainError('component-not-found', `There is no component or group ${id}.`);
  const members = await findMembers(
    tx,
    rows.filter((row) => row.group).map((row) => row.id),
  );
  return rows.map((row) => ({
    row,
    leafIds: row.group ? members.filter(({ group_id }) => group_id === row.id).map((member) => member.id) : [row.id],
  }));
}
