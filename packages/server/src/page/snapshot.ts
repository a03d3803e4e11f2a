import type { Incident, Maintenance, PageDocument, Summary } from '@allswell/protocol';
import { type Beyond, lookBeyond } from './beyond.ts';
import type { Documents } from './build.ts';
import { buildPage } from './build.ts';
import type { LastKnown } from './last-known.ts';
import { startOfDay } from '../time/day.ts';
import { monthOf } from '../time/month.ts';
import { historyCap, historyDays, type PageRows, type PageState, type SettingsRow } from './read.ts';
import { type KnownUptime, PageUptime } from './uptime/page-uptime.ts';
import { reckonRecent } from './uptime/reckon-page.ts';

/** What readers get between two changes: the documents as text, and as the objects that the HTML is rendered from. */
export interface Snapshot {
  state: PageState;
  settings: SettingsRow;
  texts: Record<keyof Documents, string>;
  summary: Summary;
  page: PageDocument;
  /** Every incident and maintenance that some document holds. */
  incidents: Map<string, Incident | Maintenance>;
  /** The months that the history has, newest first: the one that it is now, and those in which something happened. */
  months: string[];
  /** page.json holds everything that began since then (milliseconds since 1970). */
  knownSince: number;
  /** What feeds and calendars tell beyond the documents. */
  beyond: Beyond;
  /** What readers can know of uptime, each part made when it is first asked for. */
  uptime: PageUptime;
  /** False for one read from disk: its bytes may be those of an older release. */
  isFromDatabase: boolean;
}

export const documentNames = [
  'summary.json',
  'status.json',
  'components.json',
  'incidents.json',
  'incidents/unresolved.json',
  'scheduled-maintenances.json',
  'scheduled-maintenances/upcoming.json',
  'scheduled-maintenances/active.json',
  'page.json',
] as const satisfies (keyof Documents)[];

/** Makes a snapshot of what was read from the database. */
export function takeSnapshot(rows: PageRows, publicUrl: string): Snapshot {
  const { documents, uptime } = buildPage(rows, publicUrl);
  const write = writer();
  const texts = Object.fromEntries(documentNames.map((name) => [name, write(documents[name])]));
  const told = { months: monthsUntilNow(rows), knownSince: knownSince(rows), beyond: lookBeyond(rows) };
  return assemble({ ...rows, ...told, uptime }, texts as Snapshot['texts'], documents, true);
}

/** JSON of documents that share most of what they hold: each incident is written once, however many name it. */
function writer(): (document: object) => string {
  const written = new Map<unknown, string>();
  const write = (value: unknown) => {
    let text = written.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      written.set(value, text);
    }
    return text;
  };
  return (document) => {
    const members = Object.entries(document).map(([key, value]: [string, unknown]) => {
      const text = Array.isArray(value) ? `[${value.map(write).join(',')}]` : write(value);
      return `${JSON.stringify(key)}:${text}`;
    });
    return `{${members.join(',')}}`;
  };
}

/** Makes a snapshot of what was kept on disk; throws when a document is missing or is none. */
export function recallSnapshot({ documents: texts, uptime, ...known }: LastKnown, publicUrl: string): Snapshot {
  const parsed = Object.fromEntries(
    documentNames.map((name) => {
      const text = texts[name];
      if (text === undefined) throw new Error(`The last known page lacks ${name}.`);
      return [name, JSON.parse(text)];
    }),
  );
  const documents = parsed as unknown as Documents;
  return assemble({ ...known, uptime: recallUptime(documents, known, uptime, publicUrl) }, texts, documents, false);
}

/** Of a page that was kept by a release that knew no uptime, nothing is known until the database says it. */
function recallUptime(
  { 'page.json': { page, allswell }, 'summary.json': { components } }: Documents,
  { state, settings }: Pick<LastKnown, 'state' | 'settings'>,
  known: KnownUptime = { rows: { weights: [], components: [] }, stories: [] },
  publicUrl: string,
): PageUptime {
  const recent = reckonRecent(components, known.rows, { ...state, time_zone: settings.time_zone });
  return new PageUptime({ known, head: { page, allswell }, components, ...recent, publicUrl });
}

function monthsUntilNow({ state, settings, months }: PageRows): string[] {
  const newest = monthOf(state.changed_at, settings.time_zone);
  return months[0] === newest ? months : [newest, ...months];
}

function knownSince({ state, settings, incidents }: PageRows): number {
  const since = startOfDay(state.changed_at, settings.time_zone, 1 - historyDays).getTime();
  const starts = incidents.map(({ started_at }) => started_at.getTime()).filter((startedAt) => startedAt >= since);
  // Of a page with more than fits, everything is known since the oldest of those that fit.
  const oldest = starts.sort((one, other) => other - one)[historyCap - 1];
  return oldest === undefined ? since : oldest + 1;
}

/** True when readers should get `next` instead of `current`: bytes never go back within an epoch. */
export function supersedes(next: Snapshot, current: Snapshot | undefined): boolean {
  if (!current || next.state.epoch !== current.state.epoch) return true;
  if (next.state.seq === current.state.seq) return next.isFromDatabase && !current.isFromDatabase;
  return next.state.seq > current.state.seq;
}

type Known = Pick<Snapshot, 'state' | 'settings' | 'months' | 'knownSince' | 'beyond' | 'uptime'>;

function assemble(
  { state, settings, months, knownSince, beyond, uptime }: Known,
  texts: Snapshot['texts'],
  documents: Documents,
  isFromDatabase: boolean,
): Snapshot {
  const held = [
    ...documents['page.json'].incidents,
    ...documents['incidents.json'].incidents,
    ...documents['scheduled-maintenances.json'].scheduled_maintenances,
  ];
  return {
    state,
    settings,
    texts,
    summary: documents['summary.json'],
    page: documents['page.json'],
    incidents: new Map(held.map((incident) => [incident.id, incident])),
    months,
    knownSince,
    beyond,
    uptime,
    isFromDatabase,
  };
}
