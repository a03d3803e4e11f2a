import type { PushWords } from './shape.ts';

export const es: PushWords = {
  plannedFor: (when) => `Previsto: ${when}`,
  movedTo: (when) => `Nueva fecha: ${when}`,
  startsAt: (when) => `Comienza: ${when}`,
};
