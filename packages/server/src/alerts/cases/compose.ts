import type { AlertSeverity, ComponentStatus, Impact, IncidentStatus } from '@allswell/protocol';
import { maxBodyLength, maxNameLength } from '@allswell/protocol';
import { cut } from '../adapters/read/text.ts';
import { escapeMarkdown, fillBody, fillName, type Values, variablesIn } from '../rules/fill-text.ts';
import { alertWords } from './own-words.ts';

/** What the panel's composer keeps of what is being written: a draft's content. */
export interface Content {
  name: string;
  status: Exclude<IncidentStatus, 'postmortem'>;
  components: Record<string, ComponentStatus>;
  body: string;
  impact_override: Impact | null;
  deliver_notifications: boolean;
  /** Its texts, while something is left to fill in. */
  filling: { title: string; body: string; values: Record<string, string> } | null;
  [more: string]: unknown;
}

/** What a rule, and its template, want to be said. */
export interface Wishes {
  incident_name: string | null;
  body: string | null;
  components: Record<string, ComponentStatus>;
  impact_override: Impact | null;
  deliver_notifications: boolean;
  template?:
    | {
        title: string;
        body: string;
        status: IncidentStatus | null;
        impact_override: Impact | null;
        components: Record<string, ComponentStatus>;
      }
    | undefined;
}

/** The page as far as words go. */
export interface PageFacts {
  name: string;
  url: string;
  language: string;
  /** What time it is, as the page says it. */
  time: string;
  /** Names of components by id. */
  componentNames: ReadonlyMap<string, string>;
}

const noWishes: Wishes = {
  incident_name: null,
  body: null,
  components: {},
  impact_override: null,
  deliver_notifications: true,
};

/**
 * What is written for an alert. For a person it may leave names to fill in, and shows what the alert says; what is
 * published by itself leaves none, and says of the alert only what the rule asks for.
 */
export function composeOpening(
  { alert, page, wishes = noWishes }: { alert: Values['alert']; page: PageFacts; wishes?: Wishes | undefined },
  { isPublished }: { isPublished: boolean },
): Content {
  const { template } = wishes;
  const words = alertWords(page.language);
  const components = { ...template?.components, ...wishes.components };
  const names = listed(Object.keys(components), page);
  const values = { alert, page: pageWords(page, names) };
  const isReady = (text: string) => text.trim() !== '' && (!isPublished || variablesIn(text).length === 0);
  const what = escapeMarkdown(names || (isPublished ? '' : (alert.entities[0] ?? '')));

  const ownName = isPublished || names ? (names ? words.name(names) : words.nameOfNothing) : alert.title;
  const ownBody = what ? words.opened(what) : words.openedOfNothing;
  const wantedName = fillName(wishes.incident_name ?? template?.title ?? '', values);
  const wantedBody = fillBody(wishes.body ?? template?.body ?? '', values);
  const name = cut((isReady(wantedName) ? wantedName : ownName).trim(), maxNameLength);
  const body = cut((isReady(wantedBody) ? wantedBody : ownBody).trim(), maxBodyLength - 500);
  const status = template?.status;
  return {
    name,
    status: status === 'identified' || status === 'monitoring' ? status : 'investigating',
    components,
    body: isPublished ? automatic(body, page.language) : body,
    impact_override: wishes.impact_override ?? template?.impact_override ?? (names ? null : impactOf(alert.severity)),
    deliver_notifications: wishes.deliver_notifications,
    filling: variablesIn(`${name}\n${body}`).length > 0 ? { title: name, body, values: {} } : null,
  };
}

/** What a person is proposed to say when the alerts of an incident are over. */
export function composeProposal(
  language: string,
  { deliver_notifications }: Pick<Wishes, 'deliver_notifications'>,
): Content {
  return {
    name: '',
    status: 'resolved',
    components: {},
    body: alertWords(language).resolved,
    impact_override: null,
    deliver_notifications,
    filling: null,
  };
}

/** A text that the machine posts by itself, and says so. */
export function automatic(body: string, language: string): string {
  return `${body}\n\n${alertWords(language).automatic}`;
}

/**
 * How much an incident hurts that affects no component we know of: it may not stand under "All Systems Operational", and
 * one alert alone is no "Major System Outage".
 */
function impactOf(severity: AlertSeverity | null): Impact | null {
  if (severity === 'info' || severity === 'low') return null;
  return severity === 'critical' ? 'major' : 'minor';
}

function pageWords({ name, url, time }: PageFacts, components: string): Record<string, string> {
  return { page: name, url, time, start: time, ...(components && { components }) };
}

function listed(ids: readonly string[], { language, componentNames }: PageFacts): string {
  const names = ids.flatMap((id) => componentNames.get(id) ?? []);
  if (names.length === 0) return '';
  const shown = names.length > 5 ? [...names.slice(0, 4), `+${names.length - 4}`] : names;
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(shown);
}
