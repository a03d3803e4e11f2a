import type { Metric, NewMetric } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { withDefaults } from './defaults.ts';
import { place } from './place.ts';
import { pollNow } from './poll-store.ts';
import { bumpPoints } from './points-store.ts';
import { readMetric } from './read-metric.ts';
import { requireMetric } from './require-metric.ts';
import { requireRoom } from './require-room.ts';
import type { MetricReader } from './source.ts';
import { insertMetric, lockOrder } from './store.ts';

/** Adds a metric, and has the last day of it read at once. */
export async function createMetric(
  { tx, by }: Write,
  { origin, position, ...said }: NewMetric,
  readers: readonly MetricReader[],
): Promise<Metric> {
  const shown = withDefaults(origin, said);
  requireMetric(readers, shown, origin);
  const order = await lockOrder(tx);
  const display = said.display ?? true;
  await requireRoom(tx, { isNew: true, isShown: display });

  const id = newId();
  await insertMetric(tx, id, {
    ...shown,
    name: said.name,
    tooltip_description: said.tooltip_description ?? null,
    y_axis_hidden: said.y_axis_hidden ?? false,
    display,
    source: origin.source,
    query: origin.query,
    factor: said.factor ?? 1,
    interval_seconds: said.interval_seconds ?? 60,
  });
  await place(tx, [...order, id], id, position);
  if (origin.source !== 'push') await pollNow(tx, id);
  await recordAudit(tx, by, {
    action: 'metric.created',
    subject_type: 'metric',
    subject_id: id,
    changes: { name: { from: null, to: said.name } },
  });
  if (display) {
    await bumpSeq(tx);
    await bumpPoints(tx);
  }
  return readMetric(tx, id);
}
