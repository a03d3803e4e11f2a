import type { ComponentStatus } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';
import type { SeenReference } from '../source/decode-reference.ts';
import type { SeenLine, SeenSpan, SeenTimeline } from './decode-timeline.ts';
import type { TimeWindow } from './window.ts';

/** A time in one state. */
export interface Part {
  status: Known<ComponentStatus>;
  from: number;
  until: number;
  /** It is still to come. */
  isPlanned: boolean;
}

/** One thing that was, is or is planned, on one component: what it was at each moment, one after the other. */
export interface Bar {
  /** Where it is found again after the next drawing. */
  key: string;
  startsAt: number;
  /** null: it goes on. */
  endsAt: number | null;
  parts: Part[];
  /** What caused it; none for what was set by hand. */
  stories: SeenReference[];
  /** Its component; empty for what concerns the whole page. */
  componentId: string;
}

/** One component with its bars, or the name of a group above its members. */
export interface Lane {
  id: string;
  name: string;
  kind: 'group' | 'component' | 'page';
  isMember: boolean;
  since: number | null;
  bars: Bar[];
}

const statusOfTone: Partial<Record<string, ComponentStatus>> = {
  maintenance: 'under_maintenance',
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
};

/** The components that are asked for, all of them where none is, in the order of the page: each with what it went through. */
export function lanesOf(
  { components, stories }: SeenTimeline,
  { from, until }: TimeWindow,
  now: number,
  wanted: readonly string[],
): Lane[] {
  const isWanted = ({ id, group_id }: SeenLine) =>
    wanted.length === 0 || wanted.includes(id) || (group_id !== null && wanted.includes(group_id));
  const isShown = ({ startsAt, endsAt }: { startsAt: number; endsAt: number | null }) =>
    startsAt < until && (endsAt ?? Math.max(now, startsAt)) >= from;
  const laneOf = (line: SeenLine, isMember: boolean): Lane => ({
    id: line.id,
    name: line.name,
    kind: 'component',
    isMember,
    since: line.since,
    bars: barsOf(line, stories, now).filter(isShown),
  });

  const shown = components.filter(isWanted);
  const groups = shown.filter(({ group }) => group);
  const isGrouped = (line: SeenLine) => groups.some(({ id }) => id === line.group_id);
  const lanes = shown.flatMap((line): Lane[] => {
    if (!line.group) return isGrouped(line) ? [] : [laneOf(line, false)];
    const members = shown.filter(({ group, group_id }) => !group && group_id === line.id);
    const head: Lane = { id: line.id, name: line.name, kind: 'group', isMember: false, since: null, bars: [] };
    return members.length > 0 ? [head, ...members.map((member) => laneOf(member, true))] : [];
  });
  const general = [...stories.values()]
    .filter((story) => story.components.length === 0 && !isCalledOff(story, now))
    .map((story) => ofStory(story, '', now))
    .filter(isShown);
  if (general.length === 0 || wanted.length > 0) return lanes;
  general.sort((one, other) => one.startsAt - other.startsAt);
  return [{ id: '', name: '', kind: 'page', isMember: false, since: null, bars: general }, ...lanes];
}

/** What a component went through: its times by what caused them, and whatever names it without having held it. */
function barsOf(line: SeenLine, stories: SeenTimeline['stories'], now: number): Bar[] {
  const bars: Bar[] = [];
  const told = new Set<string>();
  const spans = [...line.spans].sort((one, other) => one.startsAt - other.startsAt);
  for (const span of spans) {
    const causes = span.stories.flatMap((id) => stories.get(id) ?? []);
    for (const id of span.stories) told.add(id);
    const until = span.endsAt ?? Math.max(now, span.startsAt);
    const part: Part = { status: span.status, from: span.startsAt, until, isPlanned: false };
    const before = bars.at(-1);
    if (before && isContinued(before, span, causes)) {
      before.endsAt = span.endsAt;
      before.parts.push(part);
      continue;
    }
    const key = `${line.id} ${span.startsAt} ${causes[0]?.id ?? ''}`;
    bars.push({
      key,
      startsAt: span.startsAt,
      endsAt: span.endsAt,
      parts: [part],
      stories: causes,
      componentId: line.id,
    });
  }
  for (const bar of bars) addRest(bar, now);
  const named = [...stories.values()].filter(
    (story) => story.components.includes(line.id) && !told.has(story.id) && !isCalledOff(story, now),
  );
  return [...bars, ...named.map((story) => ofStory(story, line.id, now))].sort(
    (one, other) => one.startsAt - other.startsAt,
  );
}

/** The same incident went on, in another state. */
function isContinued({ endsAt, stories }: Bar, span: SeenSpan, causes: readonly SeenReference[]): boolean {
  return (
    endsAt === span.startsAt &&
    causes.length > 0 &&
    causes.map(({ id }) => id).join() === stories.map(({ id }) => id).join()
  );
}

/** Maintenance under way is planned to go on for a while. */
function addRest(bar: Bar, now: number): void {
  const planned = bar.stories.find(({ kind, endsAt }) => kind === 'maintenance' && endsAt !== null && endsAt > now);
  if (bar.endsAt !== null || !planned?.endsAt) return;
  bar.parts.push({ status: 'under_maintenance', from: now, until: planned.endsAt, isPlanned: true });
  bar.endsAt = planned.endsAt;
}

/** Maintenance that was to come and will not. */
function isCalledOff({ kind, status, startsAt }: SeenReference, now: number): boolean {
  return kind === 'maintenance' && status === 'completed' && startsAt > now;
}

/** What names a component, or none, without a word on its status: a plan, or an incident that left it as it was. */
function ofStory(story: SeenReference, componentId: string, now: number): Bar {
  const { startsAt } = story;
  const isMaintenance = story.kind === 'maintenance';
  const isUnderWay = story.status === 'in_progress' || story.status === 'verifying';
  // One that takes longer than planned goes on.
  const endsAt = isUnderWay && story.endsAt !== null && story.endsAt < now ? null : story.endsAt;
  const until = endsAt ?? Math.max(now, startsAt);
  const status = isMaintenance
    ? 'under_maintenance'
    : componentId === ''
      ? (statusOfTone[story.impact] ?? 'operational')
      : 'operational';
  const part = (from: number, to: number, isPlanned: boolean): Part => ({ status, from, until: to, isPlanned });
  const parts =
    isMaintenance && until > now
      ? [...(startsAt < now ? [part(startsAt, now, false)] : []), part(Math.max(startsAt, now), until, true)]
      : [part(startsAt, until, false)];
  return { key: `${componentId} ${story.id}`, startsAt, endsAt, parts, stories: [story], componentId };
}
