import type { AlertSource } from '@allswell/protocol';
import { recordAudit } from '../../audit/record.ts';
import type { Write } from '../../db/write.ts';
import type { Addresses } from './addresses.ts';
import { readSource, sourceNotFound } from './read-source.ts';
import { forgetPreviousSalt, lockSource, replaceSalt } from './store.ts';

/** Gives a source a new address. The one before works for another day, so that the sender can be changed in peace. */
export async function replaceAddress({ tx, by }: Write, addresses: Addresses, id: string): Promise<AlertSource> {
  if (!(await lockSource(tx, id))) throw sourceNotFound(id);
  await replaceSalt(tx, id);
  await recordAudit(tx, by, { action: 'alert-source.address-replaced', subject_type: 'alert_source', subject_id: id });
  return readSource(tx, addresses, id);
}

/** Ends the address before this one at once, as somebody else knows it. */
export async function endPreviousAddress({ tx, by }: Write, id: string): Promise<void> {
  const source = await lockSource(tx, id);
  if (!source) throw sourceNotFound(id);
  if (source.previous_address_salt === null) return;
  await forgetPreviousSalt(tx, id);
  await recordAudit(tx, by, { action: 'alert-source.address-ended', subject_type: 'alert_source', subject_id: id });
}
