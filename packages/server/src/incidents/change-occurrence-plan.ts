import { differences, recordAudit } from '../audit/record.ts';
import type { Write } from '../db/write.ts';
import { parse } from '../text/parse.ts';
import { movedTimes } from './plan.ts';
import type { PlannedTime, Repeated } from './schedule-occurrences.ts';
import {
  changeUpdate,
  findAffected,
  findComponentsNow,
  findUpdates,
  keepEdit,
  lockIncident,
  noteAffected,
  removeAffected,
  updateIncident,
} from './store.ts';

/**
 * Changes a planned occurrence along with its series: what the series' change names, and its times. An announcement that
 * nobody has added to is edited, visibly; it tells nobody.
 */
export async function changeOccurrencePlan(
  { tx, by }: Pick<Write, 'tx' | 'by'>,
  { id, ...times }: PlannedTime,
  { body, component_ids, ...named }: Partial<Repeated>,
): Promise<void> {
  const before = await lockIncident(tx, id);
  if (before?.status !== 'scheduled') return;
  const isMoved = before.scheduled_for?.getTime() !== times.scheduled_for?.getTime();
  const said = { ...named, ...times, ...(isMoved && movedTimes(times)) };
  const changes: Record<string, unknown> = differences(before, said);

  if (component_ids) {
    const wanted = new Set((await findComponentsNow(tx, component_ids)).map((component) => component.id));
    const known = (await findAffected(tx, id)).map((row) => row.component_id);
    await removeAffected(
      tx,
      id,
      known.filter((one) => !wanted.has(one)),
    );
    await noteAffected(tx, [id], [...wanted]);
    changes['component_ids'] = { from: known, to: [...wanted] };
  }
  const [announcement, ...more] = await findUpdates(tx, [id]);
  if (body !== undefined && announcement && more.length === 0 && announcement.body !== body) {
    await keepEdit(tx, announcement, by?.email ?? null);
    await changeUpdate(tx, announcement.id, { ...announcement, body, body_nodes: parse(body) });
    changes['body'] = { from: announcement.body, to: body };
  }
  if (Object.keys(changes).length === 0) return;
  await updateIncident(tx, id, said);
  await recordAudit(tx, by, { action: 'incident.edited', subject_type: 'incident', subject_id: id, changes });
}
