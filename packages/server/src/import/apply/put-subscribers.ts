import { stringify } from 'csv-stringify/sync';
import type { Write } from '../../db/write.ts';
import { importSubscribers } from '../../subscriptions/csv/import-subscribers.ts';
import type { GatheredSubscriber } from '../gathered.ts';
import { type ImportedRow, keepImported } from '../store.ts';
import type { Warnings } from '../warnings.ts';

/** How many subscribers are brought in at once. */
export const subscribersAtOnce = 100;

/**
 * Brings people in who agreed elsewhere to be told, by the way of every other list of them: nobody is written to, and
 * whoever is here already, or is not to be written to, is left out. Who was brought in once and left is not brought back.
 */
export async function putSubscribers(
  { tx, by, publicUrl }: Write,
  subscribers: readonly GatheredSubscriber[],
  {
    family,
    ids,
    warnings,
    name,
  }: { family: string; ids: ReadonlyMap<string, string>; warnings: Warnings; name: string },
): Promise<void> {
  const lines: string[][] = [['channel', 'address', 'components', 'consented_at', 'consent_source']];
  const written: GatheredSubscriber[] = [];
  for (const one of subscribers) {
    const components = one.components.map((id) => ids.get(`component ${id}`)).filter((id) => id !== undefined);
    if (one.components.length > 0 && components.length === 0) {
      warnings.add('subscriber-left-out', 'Somebody who follows only components that are not here is left out.');
      continue;
    }
    written.push(one);
    lines.push(['email', one.address, components.join('|'), one.consented_at ?? '', `imported from ${name}`]);
  }
  if (written.length > 0) {
    const { skipped } = await importSubscribers(stringify(lines), (work) => work({ tx, by, publicUrl }));
    for (const { reason } of skipped) warnings.add('subscriber-left-out', reason);
  }
  await keepImported(
    tx,
    family,
    subscribers.map(
      (one): ImportedRow => ({
        kind: 'subscriber',
        external_id: one.external_id,
        id: '',
        fingerprint: '',
        kept: '',
      }),
    ),
  );
}
