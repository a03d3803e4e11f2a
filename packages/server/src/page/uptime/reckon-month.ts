import { type Component, type UptimeSeconds, uptimePercent } from '@allswell/protocol';
import type { Day } from '../../time/days.ts';
import type { UptimeRows } from '../../wire/uptime-rows.ts';
import { secondsOf } from '../../wire/uptime-writer.ts';
import { levelsOf } from './build-uptime.ts';
import { reckonPage } from './reckon-page.ts';

/** What a month of a component or a group comes to. */
export interface ComponentMonth {
  id: string;
  name: string;
  group: boolean;
  group_id: string | null;
  /** From when on there is something to count; null where nothing is known. */
  since: number | null;
  percent: number | null;
  seconds: UptimeSeconds;
  /** One character for each of its days, up to today. */
  levels: string;
}

/** Reckons a month of everything on the page, in its order. */
export function reckonMonth(
  components: readonly Component[],
  rows: UptimeRows,
  time: { days: readonly Day[]; now: number },
): ComponentMonth[] {
  return reckonPage(components, rows, time).map(({ component, ...reckoned }) => {
    const { sum, share } = reckoned.total();
    return {
      id: component.id,
      name: component.name,
      group: component.group,
      group_id: component.group_id,
      since: reckoned.since,
      percent: uptimePercent(share),
      seconds: secondsOf(sum),
      levels: levelsOf(reckoned),
    };
  });
}
