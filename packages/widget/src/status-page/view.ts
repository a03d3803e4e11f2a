import type { SeenIncident, SeenMaintenance, SeenSummary } from '../source/decode.ts';
import type { Truth } from '../source/truth.ts';
import type { Telling } from '../templates/telling.ts';

/** All that one drawing of the page is made of. */
export interface View {
  seen: SeenSummary;
  /** What happened in the last 90 days; null where the source does not say. */
  history: readonly (SeenIncident | SeenMaintenance)[] | null;
  truth: Truth;
  /** When what is known was last known to be true. */
  provenAt: number;
  telling: Telling;
  /** Where the page of everything is. */
  home: string | undefined;
  /** Has the page drawn again at this moment at the latest. */
  wakeBy(at: number): void;
}
