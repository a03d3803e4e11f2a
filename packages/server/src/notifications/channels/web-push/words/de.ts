import type { PushWords } from './shape.ts';

export const de: PushWords = {
  plannedFor: (when) => `Geplant: ${when}`,
  movedTo: (when) => `Verschoben auf: ${when}`,
  startsAt: (when) => `Beginn: ${when}`,
};
