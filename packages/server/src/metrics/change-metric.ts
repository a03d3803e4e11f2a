import type { Metric, MetricChange } from '@allswell/protocol';
import { differences, recordAudit } from '../audit/record.ts';
import { bumpSeq } from '../db/page-state.ts';
import { readClock } from '../db/read-clock.ts';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { place } from './place.ts';
import { pollNow } from './poll-store.ts';
import { bumpPoints, noteNewest, removeLastDay } from './points-store.ts';
import { readMetric } from './read-metric.ts';
import { requireMetric } from './require-metric.ts';
import { requireRoom } from './require-room.ts';
import type { MetricReader } from './source.ts';
import { type MetricRow, lockMetric, lockOrder, setPushToken, updateMetric } from './store.ts';
import { metricNotFound } from './to-metric.ts';

/**
 * Changes the named fields of a metric. Where it is read anew, by another query or factor, the last day is read again;
 * what was measured before stays.
 */
export async function changeMetric(
  { tx, by, ifMatch }: Write,
  id: string,
  { position, origin, ...said }: MetricChange,
  readers: readonly MetricReader[],
): Promise<Metric> {
  const order = position === undefined && said.display !== true ? [] : await lockOrder(tx);
  const before = await lockMetric(tx, id);
  if (!before) throw metricNotFound(id);
  await requireVersion(ifMatch, before.version, () => readMetric(tx, id));
  requireMetric(readers, { ...before, ...said } as MetricRow, origin);
  if (said.display === true && !before.display) await requireRoom(tx, { isNew: false, isShown: true });

  const asked = { ...said, ...(origin && { source: origin.source, query: origin.query }) };
  const changes = differences<Partial<MetricRow>>(before, { ...asked, position });
  if (Object.keys(changes).length === 0) return readMetric(tx, id);

  await updateMetric(tx, id, asked);
  if (position !== undefined) await place(tx, order, id, position);
  if ('source' in changes || 'query' in changes || 'factor' in changes) await readAnew(tx, id, before, origin);
  if ('interval_seconds' in changes && before.source !== 'push') await pollNow(tx, id);
  await recordAudit(tx, by, { action: 'metric.changed', subject_type: 'metric', subject_id: id, changes });
  if (before.display || said.display === true) {
    await bumpSeq(tx);
    await bumpPoints(tx);
  }
  return readMetric(tx, id);
}

async function readAnew(tx: Write['tx'], id: string, before: MetricRow, origin: MetricChange['origin']): Promise<void> {
  await pollNow(tx, id);
  // What was pushed is not sent again.
  if ((origin?.source ?? before.source) === 'push') return;
  if (before.has_push_token) await setPushToken(tx, id, null);
  await removeLastDay(tx, id, await readClock(tx));
  await noteNewest(tx, id);
}
