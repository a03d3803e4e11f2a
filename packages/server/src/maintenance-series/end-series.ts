import { recordAudit } from '../audit/record.ts';
import { bumpSeq } from '../db/page-state.ts';
import { readClock } from '../db/read-clock.ts';
import type { Write } from '../db/write.ts';
import { withdrawMaintenance } from '../incidents/withdraw-maintenance.ts';
import { followsSeries, lockOpenSeries } from './lock-series.ts';
import { findOccurrences, markEnded, removeOccurrences } from './store.ts';

/** Ends a series: what is to come and was not moved by hand is taken away, quietly. What was stays. */
export async function endSeries(write: Write, id: string): Promise<void> {
  const { tx, by } = write;
  await bumpSeq(tx);
  const series = await lockOpenSeries(write, id);
  const now = await readClock(tx);
  const following = (await findOccurrences(tx, [id])).filter((row) => followsSeries(row, now));
  await withdrawMaintenance(
    write,
    following.flatMap(({ incident }) => incident?.id ?? []),
  );
  await removeOccurrences(
    tx,
    id,
    following.map(({ starts_at }) => starts_at),
  );
  await markEnded(tx, id);
  await recordAudit(tx, by, {
    action: 'series.ended',
    subject_type: 'maintenance_series',
    subject_id: id,
    changes: { name: { from: series.name, to: null } },
  });
}
