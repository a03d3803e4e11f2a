import type { SeenSummary } from '../source/decode.ts';
import { dayOf } from '../time/say.ts';
import type { Asked } from './view.ts';

/** The month that is asked for: the present one of the page's zone, where none is named. */
export function monthAsked({ month }: Asked, seen: SeenSummary | null): string {
  const { time_zone: timeZone = 'UTC' } = seen?.page ?? {};
  return month || dayOf(Date.now(), { locale: 'en', timeZone, now: 0 }).slice(0, 7);
}
