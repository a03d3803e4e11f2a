import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';

/** Notes, in the transaction of the update itself, that everyone who follows it is to be told, or reminded. */
export async function announce(
  tx: Tx,
  { reminds_of = null, ...notice }: { incident_id: string; update_id: string; reminds_of?: Date | null },
): Promise<void> {
  const kind = reminds_of ? 'reminder' : 'update';
  await tx`
    insert into notices ${tx({ id: newId(), kind, reminds_of, ...notice })} on conflict on constraint notices_once do nothing
  `;
}
