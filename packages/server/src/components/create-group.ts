import type { AdminGroup, NewGroup } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { fillGroup } from './fill-group.ts';
import { place } from './place.ts';
import { readGroup } from './read-group.ts';
import { insertGroup } from './store.ts';

/** Adds a group to the page and moves the named components into it. */
export async function createGroup(
  { tx, by }: Write,
  { name, description = null, components = [], position }: NewGroup,
): Promise<AdminGroup> {
  await bumpSeq(tx);
  const id = newId();
  await insertGroup(tx, { id, name, description });
  await fillGroup(tx, id, components);
  await place(tx, null, id, position);
  await recordAudit(tx, by, {
    action: 'group.created',
    subject_type: 'group',
    subject_id: id,
    changes: { name: { from: null, to: name } },
  });
  return readGroup(tx, id);
}
