import type { ComponentStatus } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { insertBeginning, stampComponent } from './import-store.ts';
import { closeGap, place } from './place.ts';
import { setStatus } from './set-status.ts';
import {
  findHolder,
  insertComponent,
  insertGroup,
  lockComponent,
  lockGroup,
  updateComponent,
  updateGroup,
} from './store.ts';

export { findNames, findSaid, findTakenIds } from './import-store.ts';

/** A group of another page. */
export interface ImportedGroup {
  id: string;
  name: string;
  description: string | null;
}

/** A component of another page. */
export interface ImportedComponent extends ImportedGroup {
  group_id: string | null;
  showcase: boolean;
  only_show_if_degraded: boolean;
  start_date: string | null;
  /** What it is now, where no incident says it; undefined where one does. */
  status: ComponentStatus | undefined;
  /** Since when something is known of it. */
  since: Date;
  created_at: Date;
}

/** Takes a group over as it is elsewhere: a new one behind all others, one that is here is changed. */
export async function importGroup({ tx, by }: Write, group: ImportedGroup): Promise<void> {
  await bumpSeq(tx);
  const { id, name, description } = group;
  const before = await lockGroup(tx, id);
  if (before) await updateGroup(tx, id, { name, description });
  else {
    await insertGroup(tx, group);
    await place(tx, null, id);
  }
  await audit(tx, by, 'group.imported', { id, name, before: before?.name ?? null });
}

/** Takes a component over as it is elsewhere: a new one behind all others, one that is here is changed where it stands. */
export async function importComponent(
  { tx, by }: Write,
  { since, created_at, status, ...component }: ImportedComponent,
): Promise<void> {
  await bumpSeq(tx);
  const { id, group_id, name } = component;
  const before = await lockComponent(tx, id);
  if (before) {
    const { id: _, ...said } = component;
    await updateComponent(tx, id, before.group_id === group_id ? said : { ...said, position: 2_147_483_647 });
    if (before.group_id !== group_id) {
      await closeGap(tx, before.group_id);
      await place(tx, group_id, id);
    }
  } else {
    await insertComponent(tx, { ...component, status: 'operational' });
    await insertBeginning(tx, id, since);
    await place(tx, group_id, id);
    await stampComponent(tx, id, created_at);
  }
  const isHeld = (await findHolder(tx, id)) !== undefined;
  if (status && !isHeld) {
    await setStatus(tx, { id, status: before?.status ?? 'operational' }, { status, incident_id: null });
  }
  await audit(tx, by, 'component.imported', { id, name, before: before?.name ?? null });
}

async function audit(
  tx: Tx,
  by: Write['by'],
  action: 'group.imported' | 'component.imported',
  { id, name, before }: { id: string; name: string; before: string | null },
): Promise<void> {
  const subject_type = action === 'group.imported' ? 'group' : 'component';
  await recordAudit(tx, by, { action, subject_type, subject_id: id, changes: { name: { from: before, to: name } } });
}
