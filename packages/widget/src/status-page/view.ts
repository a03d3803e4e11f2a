import type { nothing, TemplateResult } from 'lit';
import type { SeenMonth, SeenPast, SeenSummary } from '../source/decode.ts';
import type { Truth } from '../source/truth.ts';
import type { Telling } from '../templates/telling.ts';

/** What a page shows: how everything is, what is planned, what was, or the form in its slot `subscribe`. */
export type PageView = 'overview' | 'maintenance' | 'history' | 'subscribe';

/** All that one drawing of the page is made of. */
export interface View {
  seen: SeenSummary;
  /** What happened in the last 90 days; null where the source does not say. */
  past: SeenPast | null;
  /** What happened in one month; null while that is not known. */
  month: SeenMonth | null;
  truth: Truth;
  /** When what is known was last known to be true. */
  provenAt: number;
  telling: Telling;
  /** What is measured, drawn. */
  metrics: TemplateResult | typeof nothing;
  /** Has the page drawn again at this moment at the latest. */
  wakeBy(at: number): void;
}
