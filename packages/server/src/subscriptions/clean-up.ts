import type { Sql } from '../db/connect.ts';
import { removeExpired, removeFollowersOfPast } from './store.ts';

const atOnce = 500;

/**
 * Removes what has run out: subscriptions that nobody confirmed, those to something that is over, challenges that
 * cannot be used any more, and old letters. A bounded step at a time; answers when the next one is due.
 */
export async function cleanUp(sql: Sql): Promise<number | null> {
  const removed = (await removeExpired(sql, atOnce)) + (await removeFollowersOfPast(sql, atOnce));
  return removed >= atOnce ? 0 : null;
}
