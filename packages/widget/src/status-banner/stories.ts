import type { MaintenancePhase } from '@allswell/protocol';
import { maintenancePhase } from '@allswell/protocol';
import type { SeenIncident, SeenMaintenance, SeenSummary } from '../source/decode.ts';
import type { Tone } from '../templates/tone.ts';
import { toneOfOpen } from '../templates/tone.ts';

/** An incident or a maintenance that the banner may show. */
export interface Story {
  /** What a dismissal is remembered by: the event and its phase. */
  key: string;
  event: SeenIncident | SeenMaintenance;
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

const gravest: readonly Tone[] = ['critical', 'unknown', 'major'];
const gravity = ({ tone }: Story) => gravest.indexOf(tone) >>> 0;

/** What is wrong now, the worst first, then what is planned; and when that changes by the clock alone. */
export function storiesOf(summary: SeenSummary, { components, upcomingHours }: StoryOptions, now: number) {
  const wanted = components && [...components.split(/\s*,\s*/), ...components.split(/[\s,]+/)];
  // What names no component concerns everyone; what has no name says nothing to anyone.
  const isWanted = ({ name, components: affected }: Story['event']) =>
    name &&
    (!wanted ||
      !affected[0] ||
      affected.some((one) => [one.id, one.name, one.group_id].some((word) => word && wanted.includes(word))));

  let changesAt = Infinity;
  const stories = summary.incidents
    .filter((event) => isWanted(event) && event.status !== 'resolved' && event.status !== 'postmortem')
    .map((event) => storyOf(event, null))
    .sort((one, other) => gravity(one) - gravity(other));
  for (const event of summary.scheduled_maintenances.filter(isWanted)) {
    const next = maintenancePhase(event, now, upcomingHours);
    changesAt = Math.min(changesAt, next.changesAt ?? changesAt);
    if (next.phase) stories.push(storyOf(event, next.phase));
  }
  return { stories, changesAt };
}

/** An event as the banner shows it. */
export function storyOf(event: Story['event'], phase: MaintenancePhase | null, isOver = phase === 'done'): Story {
  const tone = isOver ? 'none' : phase ? 'maintenance' : toneOfOpen(event.impact);
  return { key: `${event.id}:${phase ?? (isOver ? 'resolved' : 'open')}`, event, phase, isOver, tone };
}
