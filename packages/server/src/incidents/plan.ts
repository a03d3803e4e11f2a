import {
  DomainError,
  type FieldError,
  type IncidentChange,
  type NewIncident,
  type ProblemCode,
} from '@allswell/protocol';
import { invalidRequest, pointer } from '../http/validate.ts';
import { instantsAt } from '../time/local-time.ts';
import { stamp } from '../time/stamp.ts';
import type { IncidentRow } from './store.ts';

/** What only a maintenance has. */
export const planFields = [
  'scheduled_for',
  'scheduled_until',
  'time_zone',
  'scheduled_auto_in_progress',
  'scheduled_auto_completed',
  'auto_transition_to_maintenance_state',
  'auto_transition_to_operational_state',
  'scheduled_remind_prior',
] as const;
export type Plan = Pick<IncidentRow, (typeof planFields)[number]>;
type Named = Pick<NewIncident & IncidentChange, (typeof planFields)[number]>;
/** What an incident is not asked for. */
const fieldsOfMaintenance = [...planFields, 'counts_as_downtime'] as const;

/** Who writes "now" is a little late by the time it is read. */
const pastToleranceMs = 60_000;

/** Refuses the fields of a maintenance where there is none. */
export function refusePlan(
  named: Pick<NewIncident & IncidentChange, (typeof fieldsOfMaintenance)[number]>,
): FieldError[] {
  return fieldsOfMaintenance
    .filter((field) => named[field] !== undefined)
    .map((field) => ({ pointer: pointer(field), detail: 'Remove this field: only a scheduled maintenance has it.' }));
}

/** Reads the instants of a plan, local ones in its zone, and checks that it has a length and is still to come. */
export function readPlan(named: Named, { before, zone, now }: { before?: Plan; zone: string; now: Date }): Plan {
  const time_zone = named.time_zone ?? before?.time_zone ?? zone;
  const scheduled_for = readInstant(named, 'scheduled_for', time_zone) ?? before?.scheduled_for ?? null;
  const scheduled_until = readInstant(named, 'scheduled_until', time_zone) ?? before?.scheduled_until ?? null;
  const errors: FieldError[] = [];
  const required =
    'Send when it is planned, such as 2026-11-24T02:00:00+01:00, or a local time such as 2026-11-24T02:00.';
  if (!scheduled_for) errors.push({ pointer: '#/scheduled_for', detail: required });
  if (!scheduled_until) errors.push({ pointer: '#/scheduled_until', detail: required });
  const isMoved = scheduled_for?.getTime() !== before?.scheduled_for?.getTime();
  if (scheduled_for && isMoved && scheduled_for.getTime() < now.getTime() - pastToleranceMs) {
    const detail =
      'Send a start that is still to come. Work that is under way already: plan it from now, and say since when.';
    errors.push({ pointer: '#/scheduled_for', detail });
  }
  if (scheduled_for && scheduled_until && scheduled_until <= scheduled_for) {
    errors.push({ pointer: '#/scheduled_until', detail: 'Send an end that is after the start.' });
  } else if (scheduled_until && named.scheduled_until !== undefined && scheduled_until <= now) {
    errors.push({ pointer: '#/scheduled_until', detail: 'Send an end that is still to come.' });
  }
  if (errors.length > 0) throw invalidRequest(errors);

  const flag = (field: Exclude<(typeof planFields)[number], 'scheduled_for' | 'scheduled_until' | 'time_zone'>) =>
    named[field] ?? before?.[field] ?? true;
  return {
    scheduled_for,
    scheduled_until,
    time_zone,
    scheduled_auto_in_progress: flag('scheduled_auto_in_progress'),
    scheduled_auto_completed: flag('scheduled_auto_completed'),
    auto_transition_to_maintenance_state: flag('auto_transition_to_maintenance_state'),
    auto_transition_to_operational_state: flag('auto_transition_to_operational_state'),
    scheduled_remind_prior: flag('scheduled_remind_prior'),
  };
}

/** What follows from a start: when it will have begun, and that nobody is reminded of what they have just been told. */
export function firstTimes(
  { scheduled_for }: Pick<Plan, 'scheduled_for'>,
  { remind_before_minutes, now }: { remind_before_minutes: number; now: Date },
): Partial<IncidentRow> {
  if (!scheduled_for) return {};
  const remindAt = scheduled_for.getTime() - remind_before_minutes * 60_000;
  return { started_at: scheduled_for, reminded_at: remindAt <= now.getTime() ? now : null };
}

/** What follows from another start of which nobody was told: they are reminded of it, however near it is. */
export function movedTimes({ scheduled_for }: Pick<Plan, 'scheduled_for'>): Partial<IncidentRow> {
  return scheduled_for ? { started_at: scheduled_for, reminded_at: null } : {};
}

function readInstant(named: Named, field: 'scheduled_for' | 'scheduled_until', zone: string): Date | undefined {
  const text = named[field];
  if (text === undefined) return undefined;
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return new Date(text);

  const [instant, another] = instantsAt(text, zone);
  if (!instant) {
    throw unclear(
      'local-time-missing',
      field,
      `In ${zone} the clocks skip ${text}. Send another time, or one with its offset.`,
    );
  }
  if (another) {
    const [first, second] = [stamp(instant, zone), stamp(another, zone)];
    const detail = `In ${zone} the clocks show ${text} twice. Send ${first} or ${second}.`;
    throw unclear('local-time-ambiguous', field, detail, [first, second]);
  }
  return instant;
}

function unclear(code: ProblemCode, field: string, detail: string, instants?: string[]): DomainError {
  return new DomainError(code, detail, {
    errors: [{ pointer: pointer(field), detail }],
    ...(instants && { extensions: { instants } }),
  });
}
