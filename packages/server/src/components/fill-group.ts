import type { Tx } from '../db/connect.ts';
import { invalidRequest } from '../http/validate.ts';
import { closeGap } from './place.ts';
import { findKnown, findMembers, lockComponent, moveToGroup, writeOrder } from './store.ts';

/** Makes these components, in this order, the members of a group. Who was in it and is not named goes to the top level. */
export async function fillGroup(tx: Tx, group_id: string, ids: readonly string[]): Promise<void> {
  await requireComponents(tx, ids);
  const groupsLeft = new Set<string | null>();
  for (const id of ids) groupsLeft.add((await lockComponent(tx, id))?.group_id ?? null);

  const named = new Set(ids);
  const dropped = (await findMembers(tx, [group_id])).map((member) => member.id).filter((id) => !named.has(id));
  await moveToGroup(tx, dropped, null);
  await moveToGroup(tx, ids, group_id);
  await writeOrder(tx, ids);
  if (dropped.length > 0) groupsLeft.add(null);
  for (const list of groupsLeft) if (list !== group_id) await closeGap(tx, list);
}

async function requireComponents(tx: Tx, ids: readonly string[]): Promise<void> {
  const known = new Set(await findKnown(tx, ids));
  const errors = ids.flatMap((id, index) => {
    if (!known.has(id)) return [{ pointer: `#/components/${index}`, detail: 'There is no such component.' }];
    return ids.indexOf(id) < index ? [{ pointer: `#/components/${index}`, detail: 'Name each component once.' }] : [];
  });
  if (errors.length > 0) throw invalidRequest(errors);
}
