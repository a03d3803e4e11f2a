import { type AlertDelivery, DomainError, type WholeAlertDelivery } from '@allswell/protocol';
import type { Sql } from '../../db/connect.ts';
import { readSettings } from '../../settings/read-settings.ts';
import { stamp } from '../../time/stamp.ts';
import { UnreadableDelivery } from '../adapters/adapter.ts';
import { sourceNotFound } from '../sources/read-source.ts';
import { findSource } from '../sources/store.ts';
import { readAlerts } from './read-alerts.ts';
import { countDeliveries, type DeliveryRow, findDeliveries, findDelivery, type WholeDeliveryRow } from './store.ts';

/** What a source delivered, newest first. */
export async function listDeliveries(
  sql: Sql,
  sourceId: string,
  part: { limit: number; offset: number },
): Promise<{ deliveries: AlertDelivery[]; total: number }> {
  if (!(await findSource(sql, sourceId))) throw sourceNotFound(sourceId);
  const rows = await findDeliveries(sql, { sourceId, ...part });
  const { time_zone } = await readSettings(sql);
  return { deliveries: rows.map((row) => toDelivery(row, time_zone)), total: await countDeliveries(sql, sourceId) };
}

/** One delivery: what came in, and what is read from it now. */
export async function readDelivery(sql: Sql, id: string): Promise<WholeAlertDelivery> {
  const row = isDeliveryId(id) ? await findDelivery(sql, id) : undefined;
  if (!row) throw deliveryNotFound(id);
  const { time_zone } = await readSettings(sql);
  return { ...toDelivery(row, time_zone), body: textOf(row), alerts: await alertsOf(row) };
}

export function deliveryNotFound(id: string): DomainError {
  return new DomainError('alert-delivery-not-found', `There is no delivery ${id}. They are kept for a week.`);
}

export function isDeliveryId(id: string): boolean {
  return /^\d{1,18}$/.test(id);
}

/** What came in, for people: whatever is no text in it is shown as such. */
export function textOf({ body }: Pick<WholeDeliveryRow, 'body'>): string {
  return new TextDecoder().decode(body);
}

/** Nothing is read of whom was not believed. */
async function alertsOf(row: WholeDeliveryRow) {
  if (row.state === 'refused' || row.state === 'repeated') return [];
  try {
    return (await readAlerts(row)).alerts;
  } catch (error) {
    if (error instanceof UnreadableDelivery) return [];
    throw error;
  }
}

export function toDelivery(row: DeliveryRow, zone: string): AlertDelivery {
  const { id, source_id, state, reason, outcomes, bytes } = row;
  return { id, source_id, received_at: stamp(row.received_at, zone), state, reason, outcomes, bytes };
}
