import type { MetricLevel } from '@allswell/protocol';
import type { Tone } from '../templates/tone.ts';

/** The colour and the shape of a level. */
export const toneOfLevel: Record<MetricLevel, Tone> = { green: 'none', yellow: 'minor', red: 'critical' };
