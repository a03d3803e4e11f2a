import type { Sql } from '../db/connect.ts';
import { readEmailAddress } from '../text/email-address.ts';
import type { LetterBudget } from './letter-budget.ts';
import type { Links } from './links.ts';
import { lockLink } from './require-link.ts';
import { confirm, type SubscriptionRow } from './store.ts';

/** Confirms that it was the owner of the address who asked. A link does so once. */
export async function confirmSubscription(
  sql: Sql,
  token: string,
  { links, budget }: { links: Links; budget: LetterBudget },
): Promise<SubscriptionRow> {
  return sql.begin(async (tx) => {
    const pending = await lockLink(tx, { links, token, for: ['confirm'] });
    await confirm(tx, pending.id);
    const inbox = readEmailAddress(pending.address)?.inbox;
    if (inbox !== undefined) await budget.renew(tx, inbox);
    return { ...pending, state: 'confirmed' };
  });
}
