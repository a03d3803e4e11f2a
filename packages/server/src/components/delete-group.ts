import { recordAudit } from '../audit/record.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { groupNotFound } from './read-group.ts';
import { findMembers, findOrder, lockGroup, moveToGroup, removeGroup, writeOrder } from './store.ts';

/** Deletes a group; its members stay, without a group, where the group stood. */
export async function deleteGroup({ tx, by }: Write, id: string): Promise<void> {
  await bumpSeq(tx);
  const group = await lockGroup(tx, id);
  if (!group) throw groupNotFound(id);
  const members = (await findMembers(tx, [id])).map((member) => member.id);
  const order = (await findOrder(tx, null)).flatMap((one) => (one === id ? members : [one]));
  await moveToGroup(tx, members, null);
  await removeGroup(tx, id);
  await writeOrder(tx, order);
  await recordAudit(tx, by, {
    action: 'group.deleted',
    subject_type: 'group',
    subject_id: id,
    changes: { name: { from: group.name, to: null } },
  });
}
