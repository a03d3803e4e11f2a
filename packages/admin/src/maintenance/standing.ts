import type { AdminMaintenance } from '@allswell/protocol';
import type { Strings } from '../i18n/en.ts';
import type { Tone } from '../templates/status-icon.ts';
import { sayInstant } from '../time/format.ts';
import { sayFromNow } from '../time/say-plan.ts';

export type Stage = 'planned' | 'late' | 'under_way' | 'running_over' | 'over' | 'called_off';

/** Where a maintenance really stands: what its status says, and what the clock adds. */
export function stageOf(maintenance: AdminMaintenance, now = Date.now()): Stage {
  if (maintenance.cancelled_at) return 'called_off';
  if (maintenance.status === 'completed') return 'over';
  if (maintenance.status === 'scheduled') return Date.parse(maintenance.scheduled_for) > now ? 'planned' : 'late';
  return Date.parse(maintenance.scheduled_until) > now ? 'under_way' : 'running_over';
}

/** "Planned", "Running over". */
export function sayStage(maintenance: AdminMaintenance, strings: Strings): string {
  const words = strings.maintenance.status;
  switch (stageOf(maintenance)) {
    case 'called_off':
      return words.calledOff;
    case 'late':
      return words.late;
    case 'running_over':
      return words.runningOver;
    default:
      return words[maintenance.status];
  }
}

/** What the clock says of it: "Starts in 3 hours", "Running over, should have ended 20 minutes ago". */
export function sayClockOf(
  maintenance: AdminMaintenance,
  { strings, locale, timeZone }: { strings: Strings; locale: string; timeZone: string },
): string {
  const words = strings.maintenance.list;
  const [from, until] = [Date.parse(maintenance.scheduled_for), Date.parse(maintenance.scheduled_until)];
  const at = (iso: string) => sayInstant(iso, { locale, timeZone });
  switch (stageOf(maintenance)) {
    case 'planned':
      return words.startsIn(sayFromNow(from, locale));
    case 'late':
      return words.overdueStart(sayFromNow(from, locale));
    case 'under_way':
      return words.endsIn(sayFromNow(until, locale));
    case 'running_over':
      return words.runsOver(sayFromNow(until, locale));
    case 'called_off':
      return words.calledOff(at(maintenance.cancelled_at ?? maintenance.updated_at));
    case 'over':
      return words.ended(at(maintenance.resolved_at ?? maintenance.scheduled_until));
  }
}

/** What it looks like: a maintenance, a warning once it should have ended or begun, quiet when it is over. */
export function toneOfMaintenance(maintenance: AdminMaintenance): Tone {
  const stage = stageOf(maintenance);
  if (stage === 'running_over' || stage === 'late') return 'minor';
  if (stage === 'called_off') return 'unknown';
  return stage === 'over' ? 'none' : 'maintenance';
}
