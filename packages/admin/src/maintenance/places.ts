import type { FieldPlace } from '../forms/notice.ts';
import type { Strings } from '../i18n/en.ts';

/** Where each thing that can be wrong stands. */
export function places({ plan, repeat }: Strings['maintenance']): FieldPlace[] {
  return [
    ['#/name', 'name', plan.name],
    ['#/body', 'body', plan.body],
    ['#/scheduled_for', 'start', plan.start],
    ['#/starts_at', 'start', plan.start],
    ['#/scheduled_until', 'end', plan.end],
    ['#/duration_minutes', 'end', plan.end],
    ['#/time_zone', 'zone', plan.zone],
    ['#/rrule', 'repeat-kind', repeat.how],
    ['#/component_ids', 'affected', plan.affected],
  ];
}

/** A series names its start and its length; here they stand in the same fields. */
export function sameField(pointer: string): string {
  if (pointer === '#/scheduled_for') return '#/starts_at';
  return pointer === '#/scheduled_until' ? '#/duration_minutes' : pointer;
}
