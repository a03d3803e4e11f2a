import { DomainError } from '@allswell/protocol';
import { recordAudit } from '../../audit/record.ts';
import type { Write } from '../../db/write.ts';
import { deliveryNotFound, isDeliveryId } from './read-delivery.ts';
import { lockDelivery, reopen } from './store.ts';

/** Lets a delivery be read once more, after what stood in its way was mended: our fault, or a mapping. */
export async function retryDelivery({ tx, by }: Write, id: string): Promise<void> {
  const delivery = isDeliveryId(id) ? await lockDelivery(tx, id) : undefined;
  if (!delivery) throw deliveryNotFound(id);
  if (delivery.state === 'waiting') return;
  if (delivery.state !== 'failed' && delivery.state !== 'unreadable')
    throw new DomainError(
      'alert-delivery-settled',
      'What failed or could not be read can be tried again; this was settled.',
    );
  await reopen(tx, id);
  await recordAudit(tx, by, {
    action: 'alert-delivery.retried',
    subject_type: 'alert_delivery',
    subject_id: id,
    changes: { source_id: delivery.source_id },
  });
}
