import type { Reading } from '../adapters/adapter.ts';
import { adapterOf } from '../adapters/index.ts';
import { parseBody } from './parse-body.ts';
import type { WholeDeliveryRow } from './store.ts';

/** The alerts in a delivery, as they are read now. Throws an UnreadableDelivery. */
export async function readAlerts({
  body,
  content_type,
  kind,
  mapping,
  received_at: receivedAt,
}: Pick<WholeDeliveryRow, 'body' | 'content_type' | 'kind' | 'mapping' | 'received_at'>): Promise<Reading> {
  return adapterOf(kind).read(await parseBody(body, content_type), { mapping, receivedAt });
}
