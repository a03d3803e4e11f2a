import type { TimelineStrings } from '../i18n/timeline-strings.ts';
import { isolated } from '../templates/isolated.ts';
import type { Tone } from '../templates/tone.ts';
import { toneOfComponent } from '../templates/tone.ts';
import type { Reader } from '../time/say.ts';
import { sayDuration, sayMoment, sayRange } from '../time/say.ts';
import type { Bar, Part } from './lanes.ts';
import type { TimeWindow } from './window.ts';

/** To whom a timeline is told, in which words, which time of it is shown, and where things lead. */
export interface TimelineTelling {
  reader: Reader;
  strings: TimelineStrings;
  window: TimeWindow;
  /** Until when what is known is known. */
  knownUntil: number;
  /** The page of what a bar stands for; undefined where there is none. */
  hrefOf: (bar: Bar) => string | undefined;
}

/** What a bar is called: by what caused it. */
export function nameOf({ stories }: Bar, { strings }: TimelineTelling): string {
  return stories.length > 0 ? stories.map(({ name }) => isolated(name)).join(strings.comma) : strings.byHand;
}

/** What it was at each moment, each state once: "Degraded performance, Major outage". */
export function statusesOf({ parts }: Bar, { strings }: TimelineTelling): string {
  const words = parts.map(({ status }) => strings.component[status]);
  if (parts.every(({ isPlanned }) => isPlanned)) words.push(strings.planned);
  return [...new Set(words)].join(strings.comma);
}

/** When it was and for how long, or since when it has been going on. */
export function whenOf({ startsAt, endsAt }: Bar, { reader, strings }: TimelineTelling): string[] {
  if (endsAt === null) {
    const lasts = sayDuration(reader.now - startsAt, reader);
    return [strings.since(sayMoment(startsAt, reader)), strings.ongoing, lasts];
  }
  return [sayRange(startsAt, endsAt, reader), sayDuration(endsAt - startsAt, reader)];
}

/** All that a bar says, in one sentence, for those who hear it. */
export function sayBar(bar: Bar, telling: TimelineTelling): string {
  const { strings } = telling;
  const extra = bar.stories.some(({ countsAsDowntime }) => countsAsDowntime) ? [strings.countsAsDowntime] : [];
  return [nameOf(bar, telling), statusesOf(bar, telling), ...whenOf(bar, telling), ...extra].join(strings.comma);
}

const order: readonly Tone[] = ['none', 'unknown', 'maintenance', 'minor', 'major', 'critical'];

/** What a bar looks like where there is room for one state: the worst of it. */
export function toneOfBar({ parts }: Bar): Tone {
  return worstTone(parts);
}

/** The worst of several states. */
export function worstTone(parts: readonly Part[]): Tone {
  const tones = parts.map(({ status }) => toneOfComponent(status));
  return tones.reduce((worst, tone) => (order.indexOf(tone) > order.indexOf(worst) ? tone : worst), 'none');
}
