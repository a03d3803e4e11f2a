import { indicators } from '@allswell/protocol';
import type { SeenReference } from '../source/decode-reference.ts';
import { objects, referenceOf, text, texts } from '../source/decode-reference.ts';
import type { Tone } from '../templates/tone.ts';

/** A day on which something went on: how bad it was, and what it was by ids. */
export interface SeenDay {
  impact: Tone;
  stories: string[];
}

/** What a month says beside its stories. */
export interface SeenDays {
  /** By day, such as 2026-11-24. */
  days: Map<string, SeenDay>;
  /** What began earlier and went on. */
  ongoing: SeenReference[];
  /** Every month that the history has, newest first. */
  months: string[];
}

/** The days of a month; none of them where a source of another version does not say. */
export function decodeDays(value: unknown): SeenDays {
  const given = (value ?? {}) as Partial<Record<string, unknown>>;
  return {
    days: new Map(
      objects(given.days).map((one) => [
        text(one.date),
        { impact: indicators.find((known) => known === one.impact) ?? 'unknown', stories: texts(one.stories) },
      ]),
    ),
    ongoing: objects(given.ongoing).flatMap(referenceOf),
    months: texts(given.months).filter((month) => /^\d{4}-\d\d$/.test(month)),
  };
}
