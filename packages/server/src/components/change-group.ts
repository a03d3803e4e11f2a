import type { AdminGroup, GroupChange } from '@allswell/protocol';
import { differences, recordAudit } from '../audit/record.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { fillGroup } from './fill-group.ts';
import { place } from './place.ts';
import { groupNotFound, readGroup } from './read-group.ts';
import { lockGroup, updateGroup } from './store.ts';

/** Renames a group, moves it, or changes who is in it and in which order. */
export async function changeGroup({ tx, by, ifMatch }: Write, id: string, change: GroupChange): Promise<AdminGroup> {
  await bumpSeq(tx);
  const row = await lockGroup(tx, id);
  if (!row) throw groupNotFound(id);
  await requireVersion(ifMatch, row.version, () => readGroup(tx, id));

  const before = await readGroup(tx, id);
  const changes = differences(before, change);
  if (Object.keys(changes).length === 0) return before;

  const { components, position, ...said } = change;
  await updateGroup(tx, id, said);
  if (components) await fillGroup(tx, id, components);
  if (position !== undefined) await place(tx, null, id, position);
  await recordAudit(tx, by, { action: 'group.changed', subject_type: 'group', subject_id: id, changes });
  return readGroup(tx, id);
}
