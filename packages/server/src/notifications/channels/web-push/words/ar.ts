import type { PushWords } from './shape.ts';

export const ar: PushWords = {
  plannedFor: (when) => `الموعد: ${when}`,
  movedTo: (when) => `الموعد الجديد: ${when}`,
  startsAt: (when) => `تبدأ: ${when}`,
};
