import type { MappingTrial, MappingTrialResult } from '@allswell/protocol';
import type { Sql } from '../../db/connect.ts';
import { UnreadableDelivery } from '../adapters/adapter.ts';
import { adapterOf } from '../adapters/index.ts';
import { sourceNotFound } from '../sources/read-source.ts';
import { findSource } from '../sources/store.ts';
import { parseBody } from './parse-body.ts';
import { deliveryNotFound, textOf } from './read-delivery.ts';
import { findSample } from './store.ts';

/** What a mapping would read from a delivery, by default from the last one. Nothing is kept of it. */
export async function tryMapping(
  sql: Sql,
  sourceId: string,
  { mapping, delivery_id }: MappingTrial,
): Promise<MappingTrialResult> {
  if (!(await findSource(sql, sourceId))) throw sourceNotFound(sourceId);
  const row = await findSample(sql, sourceId, delivery_id);
  if (!row) {
    if (delivery_id !== undefined) throw deliveryNotFound(delivery_id);
    return { delivery_id: null, body: null, alerts: [], complaints: ['Nothing was delivered yet.'] };
  }
  const found = { delivery_id: row.id, body: textOf(row) };
  try {
    const body = await parseBody(row.body, row.content_type);
    return { ...found, ...adapterOf('generic').read(body, { mapping, receivedAt: row.received_at }) };
  } catch (error) {
    if (!(error instanceof UnreadableDelivery)) throw error;
    return { ...found, alerts: [], complaints: [error.message] };
  }
}
