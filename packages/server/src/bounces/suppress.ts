import type { ChannelName, SuppressionReason } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { readEmailAddress } from '../text/email-address.ts';
import { insertSuppression, settleWaitingDeliveries } from './store.ts';

/** An address that is not to be written to any more. */
export interface NewSuppression {
  channel: ChannelName;
  address: string;
  reason: SuppressionReason;
  /** What the other side said, for the operator. */
  detail?: string | null;
}

/**
 * Writes to an address no more, and takes back what waits to be sent to it. Its subscription stays listed. False for an
 * address that is suppressed already.
 */
export async function suppress(tx: Tx, { channel, address, reason, detail = null }: NewSuppression): Promise<boolean> {
  const address_key = keyOf(channel, address);
  const isNew = await insertSuppression(tx, { channel, address, address_key, reason, detail });
  await settleWaitingDeliveries(tx, channel, address_key, reason);
  return isNew;
}

/** The same for all spellings that reach the same. */
function keyOf(channel: ChannelName, address: string): string {
  return channel === 'email' ? (readEmailAddress(address)?.key ?? address.toLowerCase()) : address;
}
