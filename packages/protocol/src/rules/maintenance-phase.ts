import type { MaintenancePhase, MaintenanceStatus } from '../vocabulary.ts';

/** What the phase of a maintenance is reckoned from. Instants are ISO 8601. */
export interface PhasedMaintenance {
  status: MaintenanceStatus | 'unknown';
  scheduled_for: string;
  scheduled_until: string;
  resolved_at: string | null;
}

/** The phase a maintenance is in, and when that will next change by the clock alone (null when it will not). */
export interface Phase {
  phase: MaintenancePhase | null;
  changesAt: number | null;
}

const hour = 3_600_000;
const soonMs = hour;
const doneShownMs = 300_000;
const forgottenAfterMs = 24 * hour;

/**
 * The phase a reader is in at `now` (milliseconds since 1970). A maintenance that was not started by hand is under way
 * at its planned start, and running over after its planned end, until someone says that it is completed; it is
 * announced `upcomingHours` before its start, and stays "done" for five minutes. One that nobody ever started is
 * taken for forgotten a day after its planned end (pages exist that kept such for months).
 */
export function maintenancePhase(maintenance: PhasedMaintenance, now: number, upcomingHours = 48): Phase {
  const { status } = maintenance;
  const startsAt = Date.parse(maintenance.scheduled_for);
  const endsAt = Date.parse(maintenance.scheduled_until);
  const wasStarted = status === 'in_progress' || status === 'verifying';
  let phases: [until: number, phase: MaintenancePhase | null][] = [
    [startsAt - upcomingHours * hour, null],
    [startsAt - soonMs, 'ahead'],
    [startsAt, 'soon'],
  ];
  if (status === 'completed') {
    phases = [[Date.parse(maintenance.resolved_at ?? maintenance.scheduled_until) + doneShownMs, 'done']];
  } else if (wasStarted || now >= startsAt) {
    phases = [
      [endsAt, 'under_way'],
      [wasStarted ? Infinity : endsAt + forgottenAfterMs, 'running_over'],
    ];
  }
  const [until = Infinity, phase = null] = phases.find(([end]) => now < end) ?? [];
  return { phase, changesAt: until < Infinity ? until : null };
}
