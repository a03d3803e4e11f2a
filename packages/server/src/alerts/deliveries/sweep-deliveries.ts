import type { Sql } from '../../db/connect.ts';
import { removeExpired } from '../sources/store.ts';
import { removeOld } from './store.ts';

const keeping = { days: 7, deliveries: 1_000, unread: 20, bytes: 64 * 1024 * 1024 };

/** Lets go of deliveries that are old or too many, and of secrets and addresses that have run out. */
export async function sweepDeliveries(sql: Sql): Promise<void> {
  await removeOld(sql, keeping);
  await removeExpired(sql);
}
