import { DomainError } from '@allswell/protocol';
import { recordAll } from '../audit/record.ts';
import type { Write } from '../db/write.ts';
import { hintOf, readEmailAddress } from '../text/email-address.ts';
import { deleteSuppressions } from './store.ts';

/** Lets an address be written to again, named by its suppression or by itself. */
export async function removeSuppression({ tx, by }: Write, which: { id: string } | { address: string }): Promise<void> {
  const removed = await deleteSuppressions(
    tx,
    'id' in which
      ? which
      : { address: which.address, address_key: readEmailAddress(which.address)?.key ?? which.address },
  );
  if (removed.length === 0)
    throw new DomainError('suppression-not-found', 'It may have been removed already: look at the list.');
  // The trail outlives an address that its owner wants erased, so it is only hinted at.
  const lines = removed.map(({ id, channel, address }) => ({
    action: 'suppression.removed',
    subject_type: 'suppression',
    subject_id: id,
    changes: { [channel]: { from: channel === 'email' ? hintOf(address) : URL.parse(address)?.host, to: null } },
  }));
  await recordAll(tx, by, lines);
}
