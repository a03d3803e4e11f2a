import type { ComponentStatus } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { replaceTold } from './store.ts';

/** What an incident says that a component was, from when to when. */
export interface ToldStatus {
  incident_id: string;
  component_id: string;
  status: ComponentStatus;
  starts_at: Date;
  /** null: it is so now. */
  ends_at: Date | null;
  /** It is over, and leaves this behind until the component changes. */
  left_behind: boolean;
}

/**
 * Writes down what incidents say of their components, in place of what was written down for them before. What components
 * are now, and what was recorded at the time, stays.
 */
export async function writeTold(tx: Tx, incidentIds: readonly string[], told: readonly ToldStatus[]): Promise<void> {
  await replaceTold(tx, incidentIds, told);
}
