import type { Strings } from '../i18n/en.ts';
import { sayClock, sayDay, sayLength, sayMoment } from '../time/say-plan.ts';
import type { PlanDraft } from './plan-draft.ts';
import { sayRule } from './say-rule.ts';
import { minutesOf, spanOf } from './when.ts';

export interface OutcomeContext {
  strings: Strings;
  locale: string;
  nameOf: (component: string) => string;
  /** How long before the start people are reminded, in minutes. */
  remindBefore: number;
}

/** What will happen, and when, sentence by sentence. */
export function sayOutcome(draft: PlanDraft, { strings, locale, nameOf, remindBefore }: OutcomeContext): string[] {
  const words = strings.maintenance.outcome;
  const { from, until } = spanOf(draft);
  const minutes = minutesOf(draft);
  if (from === null || until === null || minutes === null) return [words.notYet];
  const zone = draft.time_zone;
  const start = sayMoment(from, zone, locale);
  const isSameDay = sayDay(from, zone, locale) === sayDay(until, zone, locale);
  const end = isSameDay ? sayClock(until, zone, locale) : sayMoment(until, zone, locale);
  const length = sayLength(minutes, locale);
  return [
    draft.scheduled_auto_in_progress ? words.starts(start) : words.startsByHand(start),
    draft.scheduled_auto_completed ? words.ends(end, length) : words.endsByHand(end, length),
    sayAffected(draft, words, nameOf),
    sayTold(draft, words, sayLength(remindBefore, locale)),
    ...(draft.repeat.kind === 'none'
      ? []
      : [words.repeats(sayRule(draft.repeat, { start: draft.start, strings, locale }))]),
  ];
}

type Words = Strings['maintenance']['outcome'];

function sayAffected(draft: PlanDraft, words: Words, nameOf: (component: string) => string): string {
  const names = draft.components.map(nameOf);
  if (names.length === 0) return words.affectsNothing;
  if (!draft.auto_transition_to_maintenance_state) return words.keeps(names);
  return draft.auto_transition_to_operational_state ? words.affects(names) : `${words.affects(names)} ${words.staysSo}`;
}

function sayTold({ deliver_notifications, scheduled_remind_prior }: PlanDraft, words: Words, lead: string): string {
  if (deliver_notifications) return scheduled_remind_prior ? words.toldAndReminded(lead) : words.told;
  return scheduled_remind_prior ? words.reminded(lead) : words.silent;
}
