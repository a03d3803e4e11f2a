import type { ComponentStatus } from '@allswell/protocol';
import { componentStatuses, indicators } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';
import { safeHref } from '../templates/safe-href.ts';
import type { Tone } from '../templates/tone.ts';
import { instantOf } from '../time/say.ts';

// Read as a summary is, see `source/decode.ts`: each value is looked at before it is believed, what is not known is called
// unknown, and what has no time has no place.

/** An incident or a maintenance as the timeline names it. */
export interface SeenReference {
  id: string;
  name: string;
  kind: 'incident' | 'maintenance';
  impact: Tone;
  status: string;
  startsAt: number;
  /** null: it goes on. */
  endsAt: number | null;
  components: string[];
  href: string | undefined;
  countsAsDowntime: boolean;
}

/** A time in which a component was not operational. */
export interface SeenSpan {
  status: Known<ComponentStatus>;
  startsAt: number;
  endsAt: number | null;
  stories: string[];
}

/** A component or a group of them. */
export interface SeenLine {
  id: string;
  name: string;
  group: boolean;
  group_id: string | null;
  /** When it was first there; null where nothing is known of it. */
  since: number | null;
  spans: SeenSpan[];
}

/** A timeline as it was understood. */
export interface SeenTimeline {
  /** The first moment that it tells of. */
  from: number;
  page: { timeZone: string; url: string | undefined };
  components: SeenLine[];
  stories: Map<string, SeenReference>;
}

type Given = Partial<Record<string, unknown>>;

const objects = (value: unknown): Given[] =>
  Array.isArray(value) ? value.filter((one): one is Given => typeof one === 'object' && one !== null) : [];
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text).filter(Boolean) : []);
const instant = (value: unknown): number => instantOf(text(value));
const known = <T extends string>(all: readonly T[], value: unknown): Known<T> =>
  all.find((one) => one === value) ?? 'unknown';
/** The end of what began: null while it goes on, and no earlier than its beginning. */
const endOf = (value: unknown, startsAt: number): number | null => {
  const at = instant(value);
  return Number.isNaN(at) ? null : Math.max(startsAt, at);
};

function referenceOf(given: Given): SeenReference[] {
  const [id, startsAt] = [text(given.id), instant(given.starts_at)];
  if (!id || Number.isNaN(startsAt)) return [];
  return [
    {
      id,
      name: text(given.name),
      kind: given.kind === 'maintenance' ? 'maintenance' : 'incident',
      impact: known(indicators, given.impact),
      status: text(given.status),
      startsAt,
      endsAt: endOf(given.ends_at, startsAt),
      components: texts(given.components),
      href: safeHref(text(given.shortlink)),
      countsAsDowntime: given.counts_as_downtime === true,
    },
  ];
}

function spanOf(given: Given): SeenSpan[] {
  const startsAt = instant(given.starts_at);
  if (Number.isNaN(startsAt)) return [];
  const status = known(componentStatuses, given.status);
  return [{ status, startsAt, endsAt: endOf(given.ends_at, startsAt), stories: texts(given.stories) }];
}

/** A timeline in objects of our own; null for what is none. */
export function decodeTimeline(value: unknown): SeenTimeline | null {
  const given = (value ?? {}) as Given;
  if (!Array.isArray(given.components)) return null;
  const page = (given.page ?? {}) as Given;
  return {
    from: instant(given.from),
    page: { timeZone: text(page.time_zone) || 'UTC', url: safeHref(text(page.url))?.replace(/\/$/, '') },
    components: objects(given.components).map((one) => {
      const since = instant(one.since);
      return {
        id: text(one.id),
        name: text(one.name),
        group: one.group === true,
        group_id: text(one.group_id) || null,
        since: Number.isNaN(since) ? null : since,
        spans: objects(one.spans).flatMap(spanOf),
      };
    }),
    stories: new Map(
      objects(given.stories)
        .flatMap(referenceOf)
        .map((story) => [story.id, story]),
    ),
  };
}
