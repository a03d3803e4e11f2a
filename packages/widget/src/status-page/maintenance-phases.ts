import type { MaintenancePhase } from '@allswell/protocol';
import { maintenancePhase } from '@allswell/protocol';
import type { SeenMaintenance } from '../source/decode.ts';
import type { View } from './view.ts';

/** A maintenance in the phase that it is in now. */
export interface Phased {
  maintenance: SeenMaintenance;
  phase: MaintenancePhase;
}

/** Maintenance that is being worked on, and what is to come. */
export function maintenanceOf({ seen, telling, wakeBy }: View): { active: Phased[]; upcoming: Phased[] } {
  const phased = seen.scheduled_maintenances.flatMap((maintenance): Phased[] => {
    const { phase, changesAt } = maintenancePhase(maintenance, telling.reader.now, Number.POSITIVE_INFINITY);
    if (changesAt !== null) wakeBy(changesAt);
    return phase ? [{ maintenance, phase }] : [];
  });
  return {
    active: phased.filter(({ phase }) => phase === 'under_way' || phase === 'running_over'),
    upcoming: phased.filter(({ phase }) => phase === 'ahead' || phase === 'soon'),
  };
}
