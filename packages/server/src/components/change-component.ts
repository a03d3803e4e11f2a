import type { AdminComponent, ComponentChange } from '@allswell/protocol';
import { differences, recordAudit } from '../audit/record.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { closeGap, place } from './place.ts';
import { componentNotFound, readComponent } from './read-component.ts';
import { requireGroup } from './require-group.ts';
import { requireNothingBefore } from './require-nothing-before.ts';
import { setStatus } from './set-status.ts';
import { lockComponent, takeFromIncidents, updateComponent } from './store.ts';

/** Changes what is said of a component, moves it, or sets its status by hand. */
export async function changeComponent(
  { tx, by, ifMatch }: Write,
  id: string,
  change: ComponentChange,
): Promise<AdminComponent> {
  await bumpSeq(tx);
  const before = await lockComponent(tx, id);
  if (!before) throw componentNotFound(id);
  await requireVersion(ifMatch, before.version, () => readComponent(tx, id));

  const changes = differences(before, change);
  if (Object.keys(changes).length === 0) return readComponent(tx, id);

  const { status, position, ...said } = change;
  if (changes['start_date']) await requireNothingBefore(tx, id, said.start_date);
  if (status && status !== before.status) {
    await setStatus(tx, before, { status, incident_id: null });
    await takeFromIncidents(tx, id);
  }
  const group_id = said.group_id === undefined ? before.group_id : said.group_id;
  if (group_id !== before.group_id) {
    await requireGroup(tx, group_id);
    await updateComponent(tx, id, { ...said, position: 2_147_483_647 });
    await closeGap(tx, before.group_id);
  } else if (Object.keys(said).length > 0 || position !== undefined) {
    await updateComponent(tx, id, said);
  }
  if (group_id !== before.group_id || position !== undefined) await place(tx, group_id, id, position);

  await recordAudit(tx, by, { action: 'component.changed', subject_type: 'component', subject_id: id, changes });
  return readComponent(tx, id);
}
