import type { ComponentStatus } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { insertChange, updateComponent } from './store.ts';

/** Gives a component another status and records since when, and by which incident (null: by hand). */
export async function setStatus(
  tx: Tx,
  component: { id: string; status: ComponentStatus },
  { status, incident_id }: { status: ComponentStatus; incident_id: string | null },
): Promise<void> {
  if (component.status === status) return;
  await updateComponent(tx, component.id, { status });
  await insertChange(tx, { component_id: component.id, status, incident_id });
}
