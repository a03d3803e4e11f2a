import type { PushWords } from './shape.ts';

export const fr: PushWords = {
  plannedFor: (when) => `Prévue : ${when}`,
  movedTo: (when) => `Nouvelle date : ${when}`,
  startsAt: (when) => `Début : ${when}`,
};
