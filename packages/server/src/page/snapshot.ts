import type { Incident, Maintenance, PageDocument, Summary } from '@allswell/protocol';
import type { Documents } from './build.ts';
import { buildDocuments } from './build.ts';
import type { LastKnown } from './last-known.ts';
import type { PageRows, PageState, SettingsRow } from './read.ts';

/** What readers get between two changes: the documents as text, and as the objects that the HTML is rendered from. */
export interface Snapshot {
  state: PageState;
  settings: SettingsRow;
  texts: Record<keyof Documents, string>;
  summary: Summary;
  page: PageDocument;
  /** Every incident and maintenance that some document holds. */
  incidents: Map<string, Incident | Maintenance>;
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
  const documents = buildDocuments(rows, publicUrl);
  const write = writer();
  const texts = Object.fromEntries(documentNames.map((name) => [name, write(documents[name])]));
  return assemble(rows, texts as Snapshot['texts'], documents, true);
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
export function recallSnapshot({ state, settings, documents: texts }: LastKnown): Snapshot {
  const documents = Object.fromEntries(
    documentNames.map((name) => {
      const text = texts[name];
      if (text === undefined) throw new Error(`The last known page lacks ${name}.`);
      return [name, JSON.parse(text)];
    }),
  );
  return assemble({ state, settings }, texts, documents as unknown as Documents, false);
}

/** True when readers should get `next` instead of `current`: bytes never go back within an epoch. */
export function supersedes(next: Snapshot, current: Snapshot | undefined): boolean {
  if (!current || next.state.epoch !== current.state.epoch) return true;
  if (next.state.seq === current.state.seq) return next.isFromDatabase && !current.isFromDatabase;
  return next.state.seq > current.state.seq;
}

function assemble(
  { state, settings }: Pick<PageRows, 'state' | 'settings'>,
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
    isFromDatabase,
  };
}
