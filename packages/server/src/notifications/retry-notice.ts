import { DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Write } from '../db/write.ts';
import { lockNotice, retryFailed } from './notice-store.ts';

/** Tries again what failed of a notice. Who has been told newer news since is left alone. */
export async function retryNotice({ tx, by }: Write, id: string): Promise<{ retried: number }> {
  const notice = await lockNotice(tx, id);
  if (!notice) throw new DomainError('notice-not-found', `Notice ${id} does not exist.`);
  const retried = notice.is_folded ? 0 : await retryFailed(tx, id);
  if (retried > 0) {
    await recordAudit(tx, by, {
      action: 'notice.retried',
      subject_type: 'notice',
      subject_id: id,
      changes: { deliveries: { from: null, to: retried } },
    });
  }
  return { retried };
}
