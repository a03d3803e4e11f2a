import type { Tx } from '../db/connect.ts';
import { invalidRequest } from '../http/validate.ts';
import { lockGroup } from './store.ts';

/** Refuses a group that does not exist, and keeps the one that does from being deleted meanwhile. */
export async function requireGroup(tx: Tx, group_id: string | null): Promise<void> {
  if (group_id === null || (await lockGroup(tx, group_id))) return;
  throw invalidRequest([{ pointer: '#/group_id', detail: 'There is no such group: send the id of a group, or null.' }]);
}
