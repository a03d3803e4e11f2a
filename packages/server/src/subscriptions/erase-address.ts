import { recordAudit } from '../audit/record.ts';
import type { Write } from '../db/write.ts';
import { readEmailAddress } from '../text/email-address.ts';
import { eraseAddress } from './admin-store.ts';
import type { LetterBudget } from './letter-budget.ts';

/**
 * Erases all that is stored of an address, and answers how many records that were. Who was not to be written to stays
 * so: of them a keyed hash remains, which says nothing to whoever reads it, and keeps strangers from having a letter
 * sent there.
 */
export async function eraseEverythingOf(
  { tx, by }: Write,
  address: string,
  budget: LetterBudget,
): Promise<{ erased: number }> {
  const email = readEmailAddress(address);
  const erased = await eraseAddress(tx, email?.key ?? URL.parse(address)?.href ?? address);
  if (email && erased.suppressions > 0) await budget.close(tx, email.inbox);
  const { subscriptions, letters, suppressions, requests, bounces } = erased;
  const total = subscriptions + letters + suppressions + requests + bounces;
  await recordAudit(tx, by, {
    action: 'subscriber.erased',
    subject_type: 'subscriber',
    changes: { records: { from: total, to: 0 } },
  });
  return { erased: total };
}
