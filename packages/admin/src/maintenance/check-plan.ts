import type { FieldError } from '@allswell/protocol';
import type { Strings } from '../i18n/en.ts';
import { isZone } from '../time/wall-time.ts';
import type { PlanDraft } from './plan-draft.ts';
import { checkRepeat } from './rule.ts';
import { minutesOf, readEnd, spanOf } from './when.ts';
import type { When } from './when.ts';

const minuteMs = 60_000;
const longestSeriesMinutes = 43_200;

/** What is wrong with a start and an end. What has begun may keep a start that has passed. */
export function checkWhen(
  when: When,
  { strings, hasBegun = false, now = Date.now() }: { strings: Strings; hasBegun?: boolean; now?: number },
): FieldError[] {
  const words = strings.maintenance.check;
  const errors: FieldError[] = [];
  const { from, until } = spanOf(when);
  const wrong = (field: 'scheduled_for' | 'scheduled_until' | 'time_zone', detail: string) =>
    errors.push({ pointer: `#/${field}`, detail });
  if (!isZone(when.time_zone)) wrong('time_zone', strings.maintenance.plan.zoneUnknown);
  if (from === null) {
    wrong('scheduled_for', unclear(when, 'start', words) ?? words.noStart);
  } else if (!hasBegun && from < now - minuteMs) wrong('scheduled_for', words.startPast);
  if (until === null) {
    wrong('scheduled_until', unclear(when, 'end', words) ?? words.noEnd);
  } else if (from !== null && until <= from) wrong('scheduled_until', words.endBeforeStart);
  else if (until <= now) wrong('scheduled_until', words.endPast);
  return errors;
}

function unclear(when: When, which: 'start' | 'end', words: Strings['maintenance']['check']): string | null {
  const reading = readEnd(when, which);
  if (reading?.kind === 'gap') return words.gap;
  return reading?.kind === 'fold' ? words.fold : null;
}

/** What has to be put right before a plan can be published. */
export function checkPlan(
  draft: PlanDraft,
  { strings, isSeriesUnderWay = false }: { strings: Strings; isSeriesUnderWay?: boolean },
): FieldError[] {
  const missing = (pointer: string): FieldError => ({ pointer, detail: strings.forms.required });
  const repeats = draft.repeat.kind !== 'none';
  const minutes = minutesOf(draft);
  return [
    ...(draft.name.trim() === '' ? [missing('#/name')] : []),
    ...(draft.body.trim() === '' ? [missing('#/body')] : []),
    // A series that is being edited may have begun long ago.
    ...checkWhen(draft, { strings, ...(isSeriesUnderWay && { hasBegun: true, now: 0 }) }),
    ...(repeats && minutes !== null && minutes > longestSeriesMinutes
      ? [{ pointer: '#/scheduled_until', detail: strings.maintenance.check.tooLong }]
      : []),
    ...checkRepeat(draft.repeat, draft.start, strings.maintenance.repeat),
  ];
}
