import type { MaintenancePhase, MaintenanceStatus } from '@allswell/protocol';
import { maintenancePhase } from '@allswell/protocol';
import type { BannerStrings } from '../i18n/banner-strings.ts';
import type { News, NewsEvent } from '../source/decode-news.ts';
import { shapes } from '../templates/shapes.ts';
import type { Tone } from '../templates/tone.ts';
import { toneOfOpen } from '../templates/tone.ts';

/** An incident or a maintenance that the banner may show. */
export interface Story {
  /** What a dismissal is remembered by: the event and what there is to say of it. */
  key: string;
  event: NewsEvent;
  /** What there is to say of it. */
  news: keyof BannerStrings['news'] | 'open';
  phase: MaintenancePhase | null;
  isOver: boolean;
  tone: Tone;
}

/** What the stories are chosen by. */
export interface StoryOptions {
  /** Ids or names of components, or ids of groups, separated by commas; empty for all. */
  components: string;
  upcomingHours: number;
}

const gravest: readonly Tone[] = ['critical', 'unknown', 'major', 'minor', 'none'];

/** What is wrong now before what is over before what is planned, and the worst first. */
export function byGravity(one: Story, other: Story): number {
  return (gravest.indexOf(one.tone) >>> 0) - (gravest.indexOf(other.tone) >>> 0);
}

/** What is going on and what is planned; and when that changes by the clock alone. */
export function storiesOf({ events }: News, { components, upcomingHours }: StoryOptions, now: number) {
  const wanted = components && [...components.split(/\s*,\s*/), ...components.split(/[\s,]+/)];
  const stories: Story[] = [];
  let changesAt = Infinity;
  for (const event of events) {
    const { name, status, kind, components: affected } = event;
    // What names no component concerns everyone; what has no name says nothing to anyone.
    const isWanted =
      !wanted ||
      !affected[0] ||
      affected.some((one) => [one.id, one.name, one.group_id].some((word) => word && wanted.includes(word)));
    if (!name || !isWanted) continue;
    if (kind === 'maintenance') {
      const next = maintenancePhase({ ...event, status: status as MaintenanceStatus }, now, upcomingHours);
      changesAt = Math.min(changesAt, next.changesAt ?? changesAt);
      if (next.phase) stories.push(storyOf(event, next.phase));
    } else if (status !== 'resolved' && status !== 'postmortem') {
      stories.push(storyOf(event, 'open'));
    }
  }
  return { stories, changesAt };
}

/** An event as the banner shows it. */
export function storyOf(event: NewsEvent, news: Story['news']): Story {
  const isOver = news === 'resolved' || news === 'cancelled' || news === 'done';
  const phase = news === 'resolved' || news === 'cancelled' || news === 'open' ? null : news;
  const tone = isOver ? 'none' : phase ? 'maintenance' : toneOfOpen(toneOf(event.impact));
  return { key: `${event.id}:${news}`, event, news, phase, isOver, tone };
}

/** The tone of a word that came over the wire. */
export function toneOf(word: string): Tone {
  return Object.hasOwn(shapes, word) ? (word as Tone) : 'unknown';
}
