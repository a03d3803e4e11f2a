import { recordAudit } from '../audit/record.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { bumpPoints } from './points-store.ts';
import { readMetric } from './read-metric.ts';
import { lockMetric, lockOrder, removeMetric, writeOrder } from './store.ts';
import { metricNotFound } from './to-metric.ts';

/** Deletes a metric with all that was measured. */
export async function deleteMetric({ tx, by, ifMatch }: Write, id: string): Promise<void> {
  const order = await lockOrder(tx);
  const metric = await lockMetric(tx, id);
  if (!metric) throw metricNotFound(id);
  await requireVersion(ifMatch, metric.version, () => readMetric(tx, id));
  await removeMetric(tx, id);
  await writeOrder(
    tx,
    order.filter((one) => one !== id),
  );
  await recordAudit(tx, by, {
    action: 'metric.deleted',
    subject_type: 'metric',
    subject_id: id,
    changes: { name: { from: metric.name, to: null } },
  });
  if (!metric.display) return;
  await bumpSeq(tx);
  await bumpPoints(tx);
}
