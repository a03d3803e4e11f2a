import type { ComponentStatus } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { endCurrentChanges, endLeftBehind, findCurrentStarts, insertChanges, setStatuses } from './store.ts';

/** A component gets another status at an instant that may lie behind us. */
export interface Move {
  component_id: string;
  status: ComponentStatus;
  /** What caused it; null when a component is what it was before. */
  incident_id: string | null;
  at: Date;
}

/**
 * Gives components other statuses, many at once and in this order. What is on record already stays: no move begins
 * before the status that it ends.
 */
export async function recordMoves(tx: Tx, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const byComponent = Map.groupBy(moves, (move) => move.component_id);
  const since = await findCurrentStarts(tx, [...byComponent.keys()]);

  const ended: { component_id: string; ends_at: Date }[] = [];
  const begun: (Omit<Move, 'at'> & { starts_at: Date; ends_at: Date | null })[] = [];
  const statuses: { id: string; status: ComponentStatus }[] = [];
  for (const [component_id, own] of byComponent) {
    let clock = since.get(component_id) ?? own[0]?.at ?? new Date();
    const starts = own.map(({ at }) => (clock = at > clock ? at : clock));
    ended.push({ component_id, ends_at: starts[0] ?? clock });
    for (const [index, { status, incident_id }] of own.entries()) {
      begun.push({
        component_id,
        status,
        incident_id,
        starts_at: starts[index] ?? clock,
        ends_at: starts[index + 1] ?? null,
      });
    }
    const last = own.at(-1);
    if (last) statuses.push({ id: component_id, status: last.status });
  }
  await endCurrentChanges(tx, ended);
  await endLeftBehind(tx, ended);
  await insertChanges(tx, begun);
  await setStatuses(tx, statuses);
}
