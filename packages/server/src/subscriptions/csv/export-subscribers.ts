import { stringify } from 'csv-stringify/sync';
import type { Step } from '../../http/route.ts';
import { findToExport } from '../admin-store.ts';
import { toCell } from '../../text/csv.ts';
import type { SubscriptionRow } from '../store.ts';
import { type Column, columns } from './columns.ts';

const atOnce = 2_000;

/**
 * Everyone who has confirmed, as an import takes them. Browsers are left out, whose keys are of no use elsewhere, and so
 * is who follows one incident only: an import would make them hear of everything.
 */
export async function* exportSubscribers(step: Step): AsyncGenerator<string> {
  yield stringify([[...columns]]);
  for (let after = '0'; ; ) {
    const rows = await step(({ tx }) => findToExport(tx, after, atOnce));
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    yield stringify(rows.map((row) => columns.map((column) => toCell(toText(row)[column]))));
  }
}

function toText(row: SubscriptionRow): Record<Column, string> {
  return {
    channel: row.channel,
    address: row.address,
    components: row.component_ids.join('|'),
    groups: row.group_ids.join('|'),
    kinds: row.kinds.join('|'),
    locale: row.locale,
    time_zone: row.time_zone,
    consented_at: (row.consented_at ?? row.confirmed_at)?.toISOString() ?? '',
    consent_source: row.consent_source ?? (row.source === 'page' ? 'confirmed on the status page' : ''),
  };
}
