import type { Tone } from './tone.ts';

/** The outline of each state, and the mark inside it: the shape tells what the colour tells. */
export const shapes: Record<Tone, [outline: string, mark: string]> = {
  none: ['M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'm6 10.4 2.7 2.7 5.5-5.8'],
  maintenance: ['M6 1h8a5 5 0 0 1 5 5v8a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5z', 'M10 5.6v4.7l3 1.9'],
  minor: [
    'M8.2 1.2a2.6 2.6 0 0 1 3.6 0l7 7a2.6 2.6 0 0 1 0 3.6l-7 7a2.6 2.6 0 0 1-3.6 0l-7-7a2.6 2.6 0 0 1 0-3.6z',
    'M6.6 10h6.8',
  ],
  major: ['M8.3 2.2a2 2 0 0 1 3.4 0l7 12.2a2 2 0 0 1-1.7 3H3a2 2 0 0 1-1.7-3z', 'M10 6.9v4.2M10 14.1v.1'],
  critical: ['M6.2 1h7.6L19 6.2v7.6L13.8 19H6.2L1 13.8V6.2z', 'm7 7 6 6m0-6-6 6'],
  unknown: ['M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M7.7 7.9a2.35 2.35 0 1 1 3.4 2.1c-.8.4-1.1.8-1.1 1.6M10 14.3v.1'],
};
