import type { PushWords } from './shape.ts';

export const fr: PushWords = {
  plannedFor: (when) => `Prévue\u00a0: ${when}`,
  movedTo: (when) => `Nouvelle date\u00a0: ${when}`,
  startsAt: (when) => `Début\u00a0: ${when}`,
};
