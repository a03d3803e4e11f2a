import type { Sql, Tx } from '../db/connect.ts';
import { findGroups, type Reach } from './audience-store.ts';
import {
  closeNotice,
  findReach,
  insertDeliveries,
  lockNextNotice,
  type NextNotice,
  supersedeOlder,
  tellLanes,
} from './expand-store.ts';

/**
 * Plans the deliveries of every notice that has none yet, in their order: one transaction each, one process at a time.
 * Answers how many notices there were.
 */
export async function expandDue(sql: Sql): Promise<number> {
  for (let expanded = 0; ; expanded += 1) {
    if (!(await sql.begin(expandNext))) return expanded;
  }
}

/** Answers whether there was one. When another process is at it there is none for us. */
async function expandNext(tx: Tx): Promise<boolean> {
  const notice = await lockNextNotice(tx);
  if (!notice) return false;
  const recipients = notice.is_taken_back ? 0 : await plan(tx, notice);
  await closeNotice(tx, notice.id, recipients);
  await tellLanes(tx);
  return true;
}

async function plan(tx: Tx, notice: NextNotice): Promise<number> {
  const { kind, component_ids } = await findReach(tx, notice.incident_id);
  const group_ids = await findGroups(tx, component_ids);
  const reach: Reach = { kind, component_ids, group_ids, incident_id: notice.incident_id };
  const recipients = await insertDeliveries(tx, notice.id, reach);
  if (recipients > 0) await supersedeOlder(tx, notice);
  return recipients;
}
