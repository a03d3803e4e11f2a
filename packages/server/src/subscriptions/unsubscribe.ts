import type { Sql } from '../db/connect.ts';
import type { Links } from './links.ts';
import { lockLink } from './require-link.ts';
import { removeSubscription } from './store.ts';

/**
 * Ends a subscription at once and keeps nothing of it: whoever wants to come back may. The link to manage it may do so
 * as well.
 */
export async function unsubscribe(sql: Sql, token: string, links: Links): Promise<void> {
  await sql.begin(async (tx) => {
    const { id } = await lockLink(tx, { links, token, for: ['unsubscribe', 'manage'] });
    await removeSubscription(tx, id);
  });
}
