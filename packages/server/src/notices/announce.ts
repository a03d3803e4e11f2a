import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';

/** Notes, in the transaction of the update itself, that everyone who follows it is to be told, or reminded. */
export async function announce(
  tx: Tx,
  { kind = 'update', ...notice }: { incident_id: string; update_id: string; kind?: 'update' | 'reminder' },
): Promise<void> {
  await tx`insert into notices ${tx({ id: newId(), kind, ...notice })} on conflict (update_id, kind) do nothing`;
}
