import type { SubscriptionChange } from '@allswell/protocol/schema';
import type { Sql } from '../db/connect.ts';
import { invalidRequest } from '../http/validate.ts';
import { readEmailAddress } from '../text/email-address.ts';
import { canonicalLocale, unknownOf } from './choice.ts';
import type { LetterBudget } from './letter-budget.ts';
import type { Links } from './links.ts';
import { lockLink } from './require-link.ts';
import { readGround, type SubscriptionRow, updateChoice } from './store.ts';

/** Changes what a subscriber is told of; what is not named stays. */
export async function changeSubscription(
  sql: Sql,
  { token, change }: { token: string; change: SubscriptionChange },
  { links, budget }: { links: Links; budget: LetterBudget },
): Promise<SubscriptionRow> {
  return sql.begin(async (tx) => {
    const before = await lockLink(tx, { links, token, for: ['manage'] });
    const { components, groups, kinds, locale, time_zone } = change;
    const ground = await readGround(tx, {
      component_ids: components ?? [],
      group_ids: groups ?? [],
      incident_id: before.incident_id,
    });
    const mistakes = unknownOf(change, ground);
    if (mistakes.length > 0) throw invalidRequest(mistakes);
    // Who follows one incident follows all of it.
    const wanted = before.incident_id === null;
    const choice = {
      ...(wanted && components && { component_ids: [...new Set(components)] }),
      ...(wanted && groups && { group_ids: [...new Set(groups)] }),
      ...(wanted && kinds && { kinds }),
      ...(locale !== undefined && { locale: canonicalLocale(locale) }),
      ...(time_zone !== undefined && { time_zone }),
    };
    await updateChoice(tx, before.id, choice);
    const inbox = readEmailAddress(before.address)?.inbox;
    if (inbox !== undefined) await budget.renew(tx, inbox);
    return { ...before, ...choice };
  });
}
