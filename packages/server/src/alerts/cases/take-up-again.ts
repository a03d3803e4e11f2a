import { type Hearing } from './hearing.ts';
import { type CaseRow, findLast, updateCase } from './store.ts';

/** What the machine has called over goes on in the same incident when it fires again within this time. */
export const sameIncidentMs = 30 * 60_000;

/**
 * Opens the last case of a key again where its incident goes on: it is open, or the machine has called it over not long ago
 * and nobody has touched it since. A second incident would tell the same story twice.
 */
export async function takeUpAgain(
  { scene, byId, openByKey, moved, takenUp }: Hearing,
  key: string,
  maySpeak: boolean,
): Promise<CaseRow | undefined> {
  const { tx, now } = scene;
  const row = await findLast(tx, key);
  if (!row?.closed_at || row.incident_id === null || row.incident_is_deleted) return undefined;
  const isOver = row.incident_status === 'resolved' || row.incident_status === 'postmortem';
  const isMachines = row.ending === 'resolved' && row.incident_version === row.machine_version;
  const isRecent = row.closed_at.getTime() > now.getTime() - sameIncidentMs;
  if (isOver && !(isMachines && isRecent && maySpeak)) return undefined;
  const again = {
    state: 'firing',
    ending: null,
    closed_at: null,
    recovered_at: null,
    proposal_draft_id: null,
  } as const;
  await updateCase(tx, row.id, again);
  Object.assign(row, again);
  byId.set(row.id, row);
  openByKey.set(key, row);
  moved.add(row.id);
  takenUp.add(row.id);
  return row;
}
