import type { PushWords } from './shape.ts';

export const en: PushWords = {
  plannedFor: (when) => `Planned for ${when}`,
  movedTo: (when) => `Moved to ${when}`,
  startsAt: (when) => `Starts ${when}`,
};
