import type { ComponentStatus } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { replacePast } from './store.ts';

/** What a component was for a while in the past. */
export interface PastStatus {
  component_id: string;
  status: ComponentStatus;
  starts_at: Date;
  ends_at: Date;
}

/**
 * Writes down afterwards what components were because of an incident, in place of what was written down for it before.
 * What they are now, and what was recorded at the time, stays; `layerHistory` reads both.
 */
export async function writePast(tx: Tx, incident_id: string, past: readonly PastStatus[]): Promise<void> {
  await replacePast(tx, incident_id, past);
}
