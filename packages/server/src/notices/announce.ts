import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';

/** Notes, in the transaction of the update itself, that everyone who follows it is to be told. */
export async function announce(
  tx: Tx,
  { incident_id, update_id }: { incident_id: string; update_id: string },
): Promise<void> {
  await tx`insert into notices ${tx({ id: newId(), incident_id, update_id })} on conflict (update_id) do nothing`;
}
