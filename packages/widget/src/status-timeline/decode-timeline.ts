import type { ComponentStatus } from '@allswell/protocol';
import { componentStatuses } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';
import type { Given, SeenReference } from '../source/decode-reference.ts';
import { endOf, instant, objects, referenceOf, text, texts } from '../source/decode-reference.ts';
import { safeHref } from '../templates/safe-href.ts';

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

function spanOf(given: Given): SeenSpan[] {
  const startsAt = instant(given.starts_at);
  if (Number.isNaN(startsAt)) return [];
  const status = componentStatuses.find((one) => one === given.status) ?? 'unknown';
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
