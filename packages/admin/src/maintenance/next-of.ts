import type { AdminMaintenance } from '@allswell/protocol';

/** Of each series what is under way and the next one, so that one that repeats does not hide all else. */
export function nextOf(maintenances: readonly AdminMaintenance[]): AdminMaintenance[] {
  const series = new Set<string>();
  return maintenances.filter(({ series: its, status }) => {
    if (!its || status !== 'scheduled') return true;
    if (series.has(its.id)) return false;
    series.add(its.id);
    return true;
  });
}
