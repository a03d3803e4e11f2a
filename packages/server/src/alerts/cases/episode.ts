import type { CleanAlert } from './clean-alert.ts';
import type { AlertRow } from './alert-store.ts';

// An alert fires, and ends, and may fire again: each time is an episode. Senders say when it began, and some when it ended;
// their deliveries come late and out of order.

type Known = Pick<AlertRow, 'state' | 'started_at' | 'ended_at'>;
type Said = Pick<CleanAlert, 'state' | 'started_at' | 'ended_at'>;

/** Senders cut their times to seconds: two of one second may be in either order. */
const secondMs = 1_000;

/** Whether a delivery tells of something older than what is known. Without times of the sender nothing is. */
export function isStale(known: Known | undefined, said: Said): boolean {
  if (!known) return false;
  const { started_at: before, ended_at: end } = known;
  if (said.started_at && before && said.started_at < before) return true;
  if (said.state === 'resolved') {
    if (said.started_at || !before || !said.ended_at) return false;
    return said.ended_at.getTime() + secondMs < before.getTime();
  }
  if (known.state !== 'resolved' || !said.started_at) return false;
  if (before && said.started_at.getTime() === before.getTime()) return true;
  return end !== null && said.started_at.getTime() + secondMs < end.getTime();
}

/** Whether it fires anew, and not still. Who acknowledges says nothing of a beginning, whatever time stands there. */
export function isNewEpisode(known: Known | undefined, said: Pick<Said, 'state' | 'started_at'>): boolean {
  if (!known || known.state === 'resolved') return true;
  if (said.state === 'acknowledged') return false;
  return said.started_at !== null && known.started_at !== null && said.started_at > known.started_at;
}
