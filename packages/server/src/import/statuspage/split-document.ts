import type { ImportPage } from '../pages.ts';
import { unreadable } from '../unreadable.ts';

const listKeys = ['components', 'component_groups', 'incidents', 'scheduled_maintenances', 'subscribers'] as const;
type ListKey = (typeof listKeys)[number];
const kindOf = {
  components: 'components',
  component_groups: 'groups',
  incidents: 'incidents',
  scheduled_maintenances: 'maintenances',
  subscribers: 'subscribers',
} as const satisfies Record<ListKey, string>;
const atOnce = 100;

/** Reads a file of Statuspage's documents: one of them, several in a list or under names, or lists of the API. */
export function splitDocument(document: unknown): ImportPage[] {
  const pages: ImportPage[] = [];
  const numbers = new Map<string, number>();
  const keep = (kind: string, body: unknown) => {
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    pages.push({ kind, number, body });
  };
  const keepList = (kind: string, list: readonly unknown[]) => {
    for (let from = 0; from < list.length; from += atOnce) keep(kind, list.slice(from, from + atOnce));
  };

  let documents = 0;
  let tellsThePast = false;
  const take = (value: unknown, depth: number) => {
    if (Array.isArray(value)) {
      const kind = kindOfList(value);
      if (kind) {
        documents++;
        tellsThePast ||= kind === 'incidents';
        keepList(kind, value as unknown[]);
      } else if (depth < 2) for (const one of value as unknown[]) take(one, depth + 1);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const lists = listKeys.flatMap((key) => {
      const list = (value as Record<string, unknown>)[key];
      return Array.isArray(list) ? [{ key, list: list as unknown[] }] : [];
    });
    if ('page' in value && isPage(value.page) && lists.length > 0) {
      documents++;
      // A summary names only what is going on.
      tellsThePast ||= lists.some(({ key }) => key === 'incidents') && !('status' in value);
      keep('page', value.page);
      for (const { key, list } of lists) keepList(kindOf[key], list);
    } else if (depth < 2) for (const one of Object.values(value)) take(one, depth + 1);
  };
  take(document, 0);
  if (documents === 0) throw notOurs();
  keep('end', { past: tellsThePast });
  return pages;
}

/** Refuses what is no document of Statuspage v2 with this list in it. */
export function requireDocument(value: unknown, keys: readonly string[], where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unreadable(`${where} is no document of Statuspage: no JSON object.`);
  const document = value as Record<string, unknown>;
  if (!isPage(document['page']))
    throw unreadable(`${where} is no document of Statuspage: it has no page with an id and a name.`);
  for (const key of keys) {
    if (!Array.isArray(document[key]))
      throw unreadable(`${where} is no document of Statuspage: its ${key} are missing.`);
  }
  return document;
}

function isPage(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'name' in value &&
    typeof value.name === 'string'
  );
}

/** What a list of the API is a list of. */
function kindOfList(list: readonly unknown[]): string | undefined {
  const objects = list.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);
  if (objects.length === 0 || objects.length < list.length || !objects.every((one) => 'id' in one)) return undefined;
  if (objects.every((one) => 'incident_updates' in one)) return 'incidents';
  if (objects.every((one) => 'status' in one && 'page_id' in one && 'position' in one)) return 'components';
  if (objects.every((one) => Array.isArray(one['components']) && 'page_id' in one && !('status' in one)))
    return 'groups';
  if (objects.every((one) => 'mode' in one && 'created_at' in one)) return 'subscribers';
  return undefined;
}

function notOurs(): Error {
  return unreadable(
    'This is no document of Statuspage: there is no page with components, incidents or scheduled_maintenances in it. Give summary.json, incidents.json and scheduled-maintenances.json, together in one JSON list.',
  );
}
