import type { Import } from '@allswell/protocol';
import type { Tone } from '../templates/status-icon.ts';

const tones: Record<Import['state'], Tone> = {
  fetching: 'maintenance',
  checked: 'minor',
  applying: 'maintenance',
  done: 'none',
  failed: 'critical',
  cancelled: 'unknown',
};

/** What an import looks like in its state. */
export function toneOfImport(state: string): Tone {
  return Object.hasOwn(tones, state) ? tones[state as Import['state']] : 'unknown';
}

/** Whether the server works on it. */
export function isUnderWay({ state }: Import): boolean {
  return state === 'fetching' || state === 'applying';
}

/** Whether nothing more will come of it. */
export function isOver({ state }: Import): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
