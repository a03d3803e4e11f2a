import type { AllswellInfo } from '@allswell/protocol';

// What the banner reads of a summary. It was written by a server of another version, or of another vendor: each value is
// looked at before it is believed, and what is missing becomes empty.

/** An update as the banner understands it. */
export interface NewsUpdate extends Record<'id' | 'status' | 'body' | 'display_at' | 'edited_at', string> {
  body_nodes: unknown;
}

/** An incident or a maintenance as the banner understands it. Words that it does not know are left as they are. */
export interface NewsEvent
  extends Record<'id' | 'name' | 'status' | 'impact' | 'shortlink' | 'scheduled_for' | 'scheduled_until', string> {
  kind: 'incident' | 'maintenance';
  resolved_at: string | null;
  incident_updates: NewsUpdate[];
  components: Record<'id' | 'name' | 'group_id', string>[];
}

/** A summary as the banner understands it. */
export interface News {
  indicator: string;
  /** Address of the page. */
  url: string;
  events: NewsEvent[];
  ended: AllswellInfo['ended'];
}

type Given = Partial<Record<string, unknown>>;

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');
const texts = <N extends string>(given: Given, ...names: N[]) =>
  Object.fromEntries(names.map((name) => [name, text(given[name])])) as Record<N, string>;
const list = <T>(value: unknown, read: (given: Given) => T): T[] =>
  Array.isArray(value) ? value.map((one: Given | null) => read(one ?? {})) : [];

const readUpdate = (given: Given): NewsUpdate => ({
  ...texts(given, 'id', 'status', 'body', 'edited_at'),
  display_at: text(given.display_at ?? given.created_at),
  body_nodes: given.body_nodes,
});

const readEvent =
  (kind: NewsEvent['kind']) =>
  (given: Given): NewsEvent => ({
    ...texts(given, 'id', 'name', 'status', 'impact', 'shortlink', 'scheduled_for', 'scheduled_until'),
    kind,
    resolved_at: text(given.resolved_at) || null,
    incident_updates: list(given.incident_updates, readUpdate),
    components: list(given.components, (one) => texts(one, 'id', 'name', 'group_id')),
  });

/** What the summary of any Statuspage-compatible page says; null for what is no summary at all. */
export function decodeNews(value: unknown): News | null {
  const { status, page, incidents, scheduled_maintenances, allswell } = (value ?? {}) as Partial<Record<string, Given>>;
  return status
    ? {
        indicator: text(status.indicator),
        url: text(page?.url),
        events: [...list(incidents, readEvent('incident')), ...list(scheduled_maintenances, readEvent('maintenance'))],
        ended: allswell?.ended as News['ended'],
      }
    : null;
}
