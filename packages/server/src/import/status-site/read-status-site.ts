import type { Impact } from '@allswell/protocol';
import * as v from 'valibot';
import { beginningOf } from '../../time/day.ts';
import { zoneOf } from '../../time/zone.ts';
import { cleaner } from '../clean-text.ts';
import type { Gathered, GatheredStory, GatheredSubscriber, GatheredUpdate } from '../gathered.ts';
import { toLine } from '../markdown.ts';
import type { ImportPage } from '../pages.ts';
import { complete } from '../statuspage/read-story.ts';
import { readList } from '../statuspage/parse.ts';
import { readInstant } from '../statuspage/shapes.ts';
import { unreadable } from '../unreadable.ts';
import type { Warnings } from '../warnings.ts';
import type { Table } from './tables.ts';

const number = v.pipe(
  v.union([v.string(), v.number()], 'is no number'),
  v.transform(Number),
  v.check((value) => Number.isSafeInteger(value), 'is no number'),
);
const text = v.fallback(v.nullish(v.string()), null);
const flag = v.fallback(
  v.nullish(
    v.union([
      v.boolean(),
      v.pipe(
        v.string(),
        v.transform((value) => /^(?:t|true|1)$/i.test(value)),
      ),
    ]),
  ),
  false,
);
/** Rails keeps UTC and writes no offset. */
const instant = v.pipe(
  v.string('is no instant'),
  v.check((value) => readInstant(value) !== undefined, 'is no instant'),
  v.transform((value) => readInstant(value) ?? ''),
);

const issueSchema = v.object({
  id: number,
  title: text,
  body: text,
  created_at: instant,
  updated_at: v.fallback(v.nullish(instant), null),
  current_site_status: text,
  resolved: flag,
});
const updateSchema = v.object({
  id: number,
  issue_id: v.fallback(v.nullish(number), null),
  title: text,
  body: text,
  created_at: instant,
  updated_at: v.fallback(v.nullish(instant), null),
});
const messageSchema = v.object({
  id: number,
  body: text,
  start_date: text,
  created_at: v.fallback(v.nullish(instant), null),
  updated_at: v.fallback(v.nullish(instant), null),
});
const subscriptionSchema = v.object({
  id: number,
  email: text,
  confirmed: flag,
  created_at: v.fallback(v.nullish(instant), null),
});

/** Its three levels. It has no components, so the impact is all that they become. */
const impactOfLevel: Record<string, Impact> = { green: 'none', yellow: 'minor', red: 'critical' };
const dayMs = 86_400_000;

export interface StatusSiteOptions {
  /** Its days have no zone: they are taken to be those of the page. */
  zone: string;
  now: Date;
}

/** Reads the tables of status_site: issues with their updates are incidents, messages are maintenance of a day each. */
export function readStatusSite(
  pages: readonly ImportPage[],
  { zone, now }: StatusSiteOptions,
  warnings: Warnings,
): Gathered {
  const texts = cleaner(warnings);
  const updates = Map.groupBy(
    unique(readList(updateSchema, rowsOf(pages, 'updates'), 'Update'), 'update'),
    (one) => one.issue_id,
  );
  const issues = unique(readList(issueSchema, rowsOf(pages, 'issues'), 'Issue'), 'issue');
  const messages = unique(readList(messageSchema, rowsOf(pages, 'messages'), 'Message'), 'message');
  const subscriptions = unique(
    readList(subscriptionSchema, rowsOf(pages, 'email_subscriptions'), 'Subscription'),
    'subscription',
  );
  const ids = new Set<number | null | undefined>(issues.map((one) => one.id));
  for (const [id, lost] of updates) {
    if (!ids.has(id))
      warnings.add('left-out', `${lost.length} of its updates belong to no issue: they are left out.`, `issue ${id}`);
  }
  const stories = [...issues.map(readIssue), ...messages.flatMap(readMessage)];
  return {
    groups: [],
    components: [],
    stories: stories.sort((one, other) => (one.started_at < other.started_at ? -1 : 1)),
    subscribers: subscriptions.flatMap(readSubscription),
    complete_since: null,
  };

  function readIssue(issue: v.InferOutput<typeof issueSchema>): GatheredStory {
    const { id, created_at } = issue;
    const name = texts.name(issue.title, `Issue ${id}`);
    const external_id = identify('issue', id, created_at);
    const said = (updates.get(id) ?? []).map((one): GatheredUpdate => {
      const title = toLine(one.title ?? '');
      const body = texts.body(one.body, name);
      return {
        external_id: `${external_id}:${one.id}`,
        status: 'investigating',
        body: title === '' ? body : `**${title}**\n\n${body}`,
        display_at: one.created_at,
        created_at: one.created_at,
        updated_at: one.updated_at ?? one.created_at,
        affected: [],
      };
    });
    const first: GatheredUpdate = {
      external_id: `${external_id}:0`,
      status: 'investigating',
      body: texts.body(issue.body, name),
      display_at: created_at,
      created_at,
      updated_at: issue.updated_at ?? created_at,
      affected: [],
    };
    const all = [first, ...said].toSorted((one, other) => (one.display_at < other.display_at ? -1 : 1));
    const lastAt = all.at(-1)?.display_at ?? created_at;
    const changedAt = issue.updated_at ?? created_at;
    // Resolving is a tick in a box: when it was set is when the issue was last changed.
    const endedAt = changedAt > lastAt ? changedAt : lastAt;
    return complete({
      external_id,
      name,
      status: issue.resolved === true ? 'resolved' : 'investigating',
      impact: impactOfLevel[issue.current_site_status ?? ''] ?? null,
      started_at: created_at,
      resolved_at: issue.resolved === true ? endedAt : null,
      created_at,
      updated_at: endedAt,
      plan: null,
      postmortem: null,
      components: [],
      updates: all,
    });
  }

  function readMessage({
    id,
    body,
    start_date,
    created_at,
    updated_at,
  }: v.InferOutput<typeof messageSchema>): GatheredStory[] {
    const day = start_date?.slice(0, 10) ?? '';
    const number = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) / dayMs : Number.NaN;
    const said = texts.body(body, `message ${id}`);
    const name = texts.name(said.split('\n')[0]?.slice(0, 120), `Maintenance ${day}`);
    if (Number.isNaN(number)) {
      warnings.add('left-out', 'It has no day on which it takes place: it is left out.', name);
      return [];
    }
    const [from, until] = [beginningOf(number, zoneOf(zone)), beginningOf(number + 1, zoneOf(zone))];
    const made = created_at ?? from.toISOString();
    const isOver = until <= now;
    const external_id = identify('message', id, made);
    return [
      complete({
        external_id,
        name,
        status: isOver ? 'completed' : from <= now ? 'in_progress' : 'scheduled',
        impact: null,
        started_at: from.toISOString(),
        resolved_at: isOver ? until.toISOString() : null,
        created_at: made,
        updated_at: updated_at ?? made,
        plan: {
          scheduled_for: from.toISOString(),
          scheduled_until: until.toISOString(),
          scheduled_auto_in_progress: true,
          scheduled_auto_completed: true,
          auto_transition_to_maintenance_state: true,
          auto_transition_to_operational_state: true,
        },
        postmortem: null,
        components: [],
        updates: [
          {
            external_id: `${external_id}:0`,
            status: 'scheduled',
            body: said,
            display_at: made < from.toISOString() ? made : from.toISOString(),
            created_at: made,
            updated_at: updated_at ?? made,
            affected: [],
          },
        ],
      }),
    ];
  }

  function readSubscription({
    id,
    email,
    confirmed,
    created_at,
  }: v.InferOutput<typeof subscriptionSchema>): GatheredSubscriber[] {
    if (email == null || confirmed !== true) {
      warnings.add('subscriber-left-out', 'Somebody who never confirmed is left out.');
      return [];
    }
    const external_id = identify('subscription', id, created_at ?? '');
    return [{ external_id, address: email, components: [], consented_at: created_at ?? null }];
  }
}

/** Two of these sites count from one each: what was made at another instant is another thing. */
function identify(table: string, id: number, created_at: string): string {
  return `${table}-${id}-${created_at}`;
}

function rowsOf(pages: readonly ImportPage[], table: Table): unknown[] {
  return pages.flatMap(({ kind, body }) => (kind === table && Array.isArray(body) ? (body as unknown[]) : []));
}

function unique<T extends { id: number }>(rows: readonly T[], what: string): T[] {
  const seen = new Set<number>();
  for (const { id } of rows) {
    if (seen.has(id)) throw unreadable(`The id ${id} stands for more than one ${what}.`);
    seen.add(id);
  }
  return [...rows];
}
