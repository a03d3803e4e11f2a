import * as v from 'valibot';
import { zoneOf } from '../../time/zone.ts';
import { cleaner } from '../clean-text.ts';
import type { Gathered, GatheredComponent, GatheredGroup, GatheredStory, GatheredSubscriber } from '../gathered.ts';
import type { ImportPage } from '../pages.ts';
import { unreadable } from '../unreadable.ts';
import type { Warnings } from '../warnings.ts';
import { read, readList } from './parse.ts';
import { readAtom } from './read-atom.ts';
import { readHistoryLine } from './read-history.ts';
import { complete, isComponentStatus, readStory, type StoryContext } from './read-story.ts';
import {
  componentGroupSchema,
  componentSchema,
  historySchema,
  incidentSchema,
  pageSchema,
  type StatuspageComponent,
  type StatuspageIncident,
  subscriberSchema,
} from './shapes.ts';

/** How many of the newest the public documents hold. */
const mostInDocuments = 50;

/** Reads everything that was fetched of a status page, or that a file of its documents holds. */
export function readStatuspage(pages: readonly ImportPage[], { now }: { now: Date }, warnings: Warnings): Gathered {
  const texts = cleaner(warnings);
  const context: StoryContext = { texts, warnings, now };
  const zone = zoneOfPage(pages);
  const { groups, components } = readComponents(pages, context);
  const raw = readIncidents(pages, warnings);
  const stories = raw.map((one) => readStory(one, context));
  const known = new Set(stories.map((one) => one.external_id));
  stories.push(...readOlder(pages, { ...context, zone, known }));
  stories.sort((one, other) => (one.started_at < other.started_at ? -1 : one.started_at > other.started_at ? 1 : 0));
  return {
    groups,
    components,
    stories,
    subscribers: readSubscribers(pages, warnings),
    complete_since: completeSince(pages, raw, stories, context),
  };
}

/** The lists of this name in all documents, and the bodies that are such a list themselves. */
function listsOf(pages: readonly ImportPage[], key: string, kinds: readonly string[]): unknown[] {
  return pages.flatMap(({ kind, body }) => {
    if (Array.isArray(body)) return kinds.includes(kind) ? (body as unknown[]) : [];
    const list = typeof body === 'object' && body !== null && key in body ? (body as Record<string, unknown>)[key] : [];
    // An incident by itself has components, too: those that it affects.
    return ['history', 'story', 'atom', 'end'].includes(kind) || !Array.isArray(list) ? [] : (list as unknown[]);
  });
}

function zoneOfPage(pages: readonly ImportPage[]): string {
  for (const { body } of pages) {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) continue;
    const page = v.safeParse(pageSchema, 'page' in body ? body.page : body);
    const zone = page.success ? page.output.time_zone : null;
    if (zone == null) continue;
    try {
      zoneOf(zone);
      return zone;
    } catch {
      return 'UTC';
    }
  }
  return 'UTC';
}

function readComponents(
  pages: readonly ImportPage[],
  { texts, warnings }: StoryContext,
): { groups: GatheredGroup[]; components: GatheredComponent[] } {
  const all = once(
    readList(componentSchema, listsOf(pages, 'components', ['components']), 'Component'),
    'component',
    warnings,
  );
  const separate = once(
    readList(componentGroupSchema, listsOf(pages, 'component_groups', ['groups']), 'Component group').map((one) => ({
      ...one,
      created_at: null,
    })),
    'component group',
    warnings,
  );
  // A group stands among the components, or in a list of its own, or in both.
  const groups = new Map(
    [...all.filter((one) => one.group === true), ...separate].map((one) => [one.id, one] as const),
  );
  const leaves = all.filter((one) => one.group !== true && !groups.has(one.id));
  const groupOf = new Map<string, string>();
  for (const group of groups.values()) for (const id of group.components ?? []) groupOf.set(id, group.id);
  for (const { id, group_id } of leaves) {
    if (group_id == null) continue;
    if (groups.has(group_id)) groupOf.set(id, group_id);
  }
  const lost = leaves.filter(({ id, group_id }) => group_id != null && !groupOf.has(id));
  for (const { name } of lost)
    warnings.add('group-unknown', 'Its group is not among what was given: it gets none.', name);

  const place = new Map<string, number>();
  for (const { id, position } of [...groups.values(), ...leaves]) place.set(id, position ?? Number.MAX_SAFE_INTEGER);
  const inOrder = leaves
    .map((one, index) => ({ one, index, group: groupOf.get(one.id) ?? null }))
    .toSorted((a, b) => {
      const tops = [a, b].map(({ one, group }) => place.get(group ?? one.id) ?? 0) as [number, number];
      return (
        tops[0] - tops[1] ||
        order(a.group ?? a.one.id, b.group ?? b.one.id) ||
        (place.get(a.one.id) ?? 0) - (place.get(b.one.id) ?? 0) ||
        a.index - b.index
      );
    });
  return {
    groups: [...groups.values()]
      .toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
      .map(({ id, name, description }) => ({
        external_id: id,
        name: texts.name(name, id),
        description: texts.description(description, name),
      })),
    components: inOrder.map(({ one, group }) => toComponent(one, group)),
  };

  function toComponent(one: StatuspageComponent, group: string | null): GatheredComponent {
    const name = texts.name(one.name, one.id);
    const isKnown = isComponentStatus(one.status);
    if (!isKnown)
      warnings.add(
        'status-unknown',
        `Its status “${one.status ?? ''}” is not known; operational is taken for it.`,
        name,
      );
    const start = one.start_date?.slice(0, 10) ?? null;
    return {
      external_id: one.id,
      group,
      name,
      description: texts.description(one.description, name),
      status: isComponentStatus(one.status) ? one.status : 'operational',
      showcase: one.showcase ?? true,
      only_show_if_degraded: one.only_show_if_degraded ?? false,
      start_date: start !== null && isDay(start) ? start : null,
      created_at: one.created_at ?? null,
    };
  }
}

function readIncidents(pages: readonly ImportPage[], warnings: Warnings): StatuspageIncident[] {
  const lists = [
    ...listsOf(pages, 'incidents', ['incidents']),
    ...listsOf(pages, 'scheduled_maintenances', ['maintenances']),
    ...pages.flatMap(({ kind, body }) => (kind === 'story' ? storyIn(body) : [])),
  ];
  const foreign = lists.find((one) => typeof one === 'object' && one !== null && !('incident_updates' in one));
  if (foreign !== undefined) {
    throw unreadable(
      'Its incidents have no incident_updates: this is no document of Statuspage, but of another product.',
    );
  }
  return once(readList(incidentSchema, lists, 'Incident'), 'incident', warnings);
}

/** One incident by itself, as its own address gives it. */
function storyIn(body: unknown): unknown[] {
  if (typeof body !== 'object' || body === null || 'missing' in body) return [];
  const story = 'incident' in body ? body.incident : body;
  return [fromCode(story)];
}

/** Its own address calls the id of an incident `code`, where it gives one. */
function fromCode(story: unknown): unknown {
  if (typeof story !== 'object' || story === null) return story;
  return 'id' in story || !('code' in story) ? story : { ...story, id: story.code };
}

/** What only the archive, or the feed, still tells of. */
function readOlder(
  pages: readonly ImportPage[],
  { texts, warnings, zone, known }: StoryContext & { zone: string; known: Set<string> },
): GatheredStory[] {
  const older: GatheredStory[] = [];
  const add = (story: GatheredStory) => {
    known.add(story.external_id);
    older.push(story);
    warnings.add('only-its-end', 'Of this one only name, impact, times and last words could be had.', story.name);
  };
  for (const { kind, body } of pages) {
    if (kind === 'history') {
      for (const { year, incidents } of read(historySchema, body, 'The archive').months) {
        for (const line of incidents.filter(({ code }) => !known.has(code))) {
          const story = readHistoryLine(line, { year: year ?? Number.NaN, zone, texts });
          if (story) add(story);
          else
            warnings.add(
              'left-out',
              'The archive does not say when it was in a way that can be read: it is left out.',
              line.name ?? line.code,
            );
        }
      }
    }
    if (kind === 'atom' && typeof body === 'object' && body !== null && 'text' in body) {
      for (const { code, title, published, updated, content } of readAtom(String(body.text))) {
        if (known.has(code)) continue;
        const name = texts.name(title, code);
        add(
          complete({
            external_id: code,
            name,
            status: 'resolved',
            impact: null,
            started_at: published,
            resolved_at: updated,
            created_at: published,
            updated_at: updated,
            plan: null,
            postmortem: null,
            components: [],
            updates: [
              {
                external_id: `${code}:end`,
                status: 'resolved',
                body: texts.body(content, name),
                display_at: updated,
                created_at: updated,
                updated_at: updated,
                affected: [],
              },
            ],
          }),
        );
      }
    }
  }
  return older;
}

function readSubscribers(pages: readonly ImportPage[], warnings: Warnings): GatheredSubscriber[] {
  const lists = listsOf(pages, 'subscribers', ['subscribers']);
  const all = once(readList(subscriberSchema, lists, 'Subscriber'), 'subscriber', warnings);
  return all.flatMap(({ id, mode, email, quarantined_at, components, created_at }) => {
    if (mode !== 'email' || email == null || email === '') {
      warnings.add(
        'subscriber-left-out',
        `Somebody who subscribed by ${mode ?? 'another way'} is left out: only email comes along.`,
      );
      return [];
    }
    if (quarantined_at != null) {
      warnings.add('subscriber-left-out', 'Somebody whose mail came back, and who was set aside for it, is left out.');
      return [];
    }
    return [{ external_id: id, address: email, components: components ?? [], consented_at: created_at ?? null }];
  });
}

/** From when on all there was is there: the public documents hold the newest fifty, unless the archive told of the rest. */
function completeSince(
  pages: readonly ImportPage[],
  raw: readonly StatuspageIncident[],
  stories: readonly GatheredStory[],
  { warnings, now }: StoryContext,
): string | null {
  const end = v.safeParse(endSchema, pages.find(({ kind }) => kind === 'end')?.body);
  const { whole = false, past = true } = end.success ? end.output : {};
  if (!past) {
    const detail =
      'There is no incidents.json in it, so what was before now is not known. Uptime begins now, unless a component says another day.';
    warnings.add('history-incomplete', detail);
    return now.toISOString();
  }
  const [oldest] = stories;
  if (whole || !oldest || raw.filter((one) => one.scheduled_for == null).length < mostInDocuments) return null;
  const detail = `The documents hold the newest ${mostInDocuments} incidents: what was before ${oldest.started_at.slice(0, 10)} is not known. Uptime begins there, unless a component says another day.`;
  warnings.add('history-incomplete', detail);
  return oldest.started_at;
}

/** How a fetch ended: with all there ever was; or how a file is: with something of the past at all. */
const endSchema = v.object({ whole: v.optional(v.boolean()), past: v.optional(v.boolean()) });

interface Versioned {
  id: string;
  name?: string | null | undefined;
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
}

/** Each once: of two versions the newer one. Two different things under one id are refused. */
function once<T extends Versioned>(all: readonly T[], what: string, warnings: Warnings): T[] {
  const byId = new Map<string, T>();
  for (const one of all) {
    const before = byId.get(one.id);
    if (!before) {
      byId.set(one.id, one);
      continue;
    }
    if (JSON.stringify(before) === JSON.stringify(one)) continue;
    if (before.created_at !== one.created_at && before.name !== one.name) {
      throw unreadable(`The id ${one.id} stands for two: the ${what} “${before.name ?? ''}” and “${one.name ?? ''}”.`);
    }
    const isNewer = (one.updated_at ?? '') > (before.updated_at ?? '');
    if (isNewer || weight(one) > weight(before)) byId.set(one.id, one);
    if (one.updated_at !== before.updated_at)
      warnings.add('repeated', `The ${what} came twice; the newer one is taken.`, one.name ?? one.id);
  }
  return [...byId.values()];
}

/** Of two that are as new, the one that tells more. */
function weight(one: Versioned): number {
  return 'updated_at' in one ? 0 : JSON.stringify(one).length;
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function isDay(day: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)
  );
}
