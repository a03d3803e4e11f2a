import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';

/** What subscribers are to be told. */
export interface Notice {
  incident_id: string;
  update_id: string;
  /** The start that a reminder reminds of; none for the update itself. */
  reminds_of?: Date | null;
}

/** Notes, in the transaction of the update itself, that everyone who follows it is to be told, or reminded. */
export async function announce(tx: Tx, notice: Notice): Promise<void> {
  await announceAll(tx, [notice]);
}

/** The same for many that belong to one transaction. */
export async function announceAll(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(({ reminds_of = null, ...notice }) => {
    return { id: newId(), kind: reminds_of ? 'reminder' : 'update', reminds_of, ...notice };
  });
  await tx`insert into notices ${tx(rows)} on conflict do nothing`;
}
