import type { AdminComponent, NewComponent } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { place } from './place.ts';
import { readComponent } from './read-component.ts';
import { requireGroup } from './require-group.ts';
import { insertChange, insertComponent } from './store.ts';

/** Adds a component to the page. */
export async function createComponent({ tx, by }: Write, input: NewComponent): Promise<AdminComponent> {
  await bumpSeq(tx);
  const group_id = input.group_id ?? null;
  await requireGroup(tx, group_id);

  const id = newId();
  const status = input.status ?? 'operational';
  await insertComponent(tx, {
    id,
    group_id,
    name: input.name,
    description: input.description ?? null,
    status,
    showcase: input.showcase ?? true,
    only_show_if_degraded: input.only_show_if_degraded ?? false,
    start_date: input.start_date ?? null,
  });
  await insertChange(tx, { component_id: id, status, incident_id: null });
  await place(tx, group_id, id, input.position);
  await recordAudit(tx, by, {
    action: 'component.created',
    subject_type: 'component',
    subject_id: id,
    changes: { name: { from: null, to: input.name } },
  });
  return readComponent(tx, id);
}
