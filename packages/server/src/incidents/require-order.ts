import { invalidRequest } from '../http/validate.ts';
import { isOver } from './next-status.ts';
import type { IncidentRow, UpdateRow } from './store.ts';

type Word = Pick<UpdateRow, 'id' | 'status' | 'display_at'>;

/**
 * Refuses a time that would let an incident of the past end before it begins: for its end, and for its beginning when
 * that is moved. What goes on in between may be told in any order.
 */
export function requireOrder(
  { scheduled_for, started_at }: Pick<IncidentRow, 'scheduled_for' | 'started_at'>,
  updates: readonly Word[],
  { word, isNew }: { word: Word; isNew: boolean },
): void {
  const others = updates.filter(
    ({ id, status }) => id !== word.id && status !== 'scheduled' && status !== 'postmortem',
  );
  if (word.status === 'scheduled' || word.status === 'postmortem') return;
  if (isOver(word.status)) {
    const known = others.map((one) => one.display_at);
    if (isNew && scheduled_for === null) known.push(started_at);
    const begin = earliest(known) ?? scheduled_for;
    if (begin && word.display_at < begin) {
      refuse(`It would end before it begins (${begin.toISOString()}). Send a later time, or move the beginning first.`);
    }
    return;
  }
  const ends = others.filter((one) => isOver(one.status));
  if (isNew || ends.length === 0 || ends.length < others.length) return;
  const end = ends.map((one) => one.display_at).reduce((one, other) => (one > other ? one : other));
  if (word.display_at > end) {
    refuse(`It would begin after it ends (${end.toISOString()}). Send an earlier time, or move the end first.`);
  }
}

function earliest(instants: readonly Date[]): Date | undefined {
  return instants.toSorted((one, other) => one.getTime() - other.getTime())[0];
}

function refuse(detail: string): never {
  throw invalidRequest([{ pointer: '#/display_at', detail }]);
}
