import type { ComponentStatus } from '@allswell/protocol';
import { findNames, findSaid as findSaidOfComponents } from '../components/import-component.ts';
import type { Sql } from '../db/connect.ts';
import { findSaid as findSaidOfIncidents } from '../incidents/import-incident.ts';
import { fingerprint } from './fingerprint.ts';
import {
  type Gathered,
  type GatheredComponent,
  type GatheredGroup,
  type GatheredStory,
  type GatheredUpdate,
  isOver,
  type NamedComponent,
} from './gathered.ts';
import { type Count, type CountKey, countKeys, type Counts, findImported, type ImportedRow } from './store.ts';
import type { Warnings } from './warnings.ts';

/** What becomes of a thing: it is left alone where somebody has edited or deleted it here since it was imported. */
export type Verdict = 'new' | 'same' | 'changed' | 'edited' | 'gone';

/** One thing that is imported whole or not at all. */
export type Item = { fingerprint: string; verdict: Verdict; known: ImportedRow | undefined } & (
  | { kind: 'group'; thing: GatheredGroup; namesake: string | undefined }
  | { kind: 'component'; thing: GatheredComponent; namesake: string | undefined; status: ComponentStatus | undefined }
  | { kind: 'incident'; thing: GatheredStory; names: Names }
);

/** Finds components of the source by what stories say of them: its id there. */
export type Names = (named: NamedComponent) => string | undefined;

export interface Plan {
  items: Item[];
  counts: Counts;
}

/** Compares what was gathered with what is here, and says what would become of each thing. */
export async function planImport(sql: Sql, family: string, gathered: Gathered, warnings: Warnings): Promise<Plan> {
  const rows = await findImported(sql, family);
  const known = new Map(rows.map((row) => [`${row.kind} ${row.external_id}`, row]));
  const ids = (kind: ImportedRow['kind']) => rows.filter((row) => row.kind === kind).map((row) => row.id);
  const said = new Map(
    [
      ...(await findSaidOfComponents(sql, [...ids('component'), ...ids('group')])),
      ...(await findSaidOfIncidents(sql, ids('incident'))),
    ].map(({ id, said: text }) => [id, fingerprint(text)]),
  );
  const judge = (kind: 'group' | 'component' | 'incident', external_id: string, print: string) => {
    const row = known.get(`${kind} ${external_id}`);
    return { fingerprint: print, known: row, verdict: verdictOn(row, print, row && said.get(row.id)) };
  };
  const names = namesOf(gathered);
  const findNamesake = await namesakes(sql, gathered, new Set(rows.map((row) => row.id)));
  const held = heldOf(gathered, names);

  const items: Item[] = [];
  for (const thing of gathered.groups) {
    const judged = judge('group', thing.external_id, fingerprint(thing));
    const namesake = judged.known ? undefined : findNamesake(thing, undefined);
    items.push({ kind: 'group', thing, namesake, ...judged });
  }
  for (const thing of gathered.components) {
    const judged = judge('component', thing.external_id, fingerprint(thing));
    const namesake = judged.known ? undefined : findNamesake(thing, thing.group);
    const status = held.has(thing.external_id) ? undefined : thing.status;
    items.push({ kind: 'component', thing, namesake, status, ...judged });
  }
  for (const thing of gathered.stories) {
    items.push({ kind: 'incident', thing, names, ...judge('incident', thing.external_id, fingerprint(thing)) });
  }
  warnings.leaveOut(unchanged(items));
  const begun = new Map(gathered.components.map((one) => [one.external_id, one] as const));
  for (const item of items) {
    if (item.verdict === 'same') continue;
    warn(item, warnings, names);
    if (item.kind === 'incident') warnOfStart(item.thing, warnings, (named) => begun.get(names(named) ?? ''));
  }
  return { items, counts: count(items, gathered, known) };
}

/** What an update is remembered by: its own id there is worth no more than that of its story. */
export function updateKey(
  story: Pick<GatheredStory, 'external_id'>,
  update: Pick<GatheredUpdate, 'external_id'>,
): string {
  return `${story.external_id}/${update.external_id}`;
}

/** What becomes of a thing that came with this fingerprint; `kept` is that of what it is here now. */
export function verdictOn(row: ImportedRow | undefined, print: string, kept: string | undefined): Verdict {
  if (!row) return 'new';
  if (row.fingerprint === print) return 'same';
  if (kept === undefined) return 'gone';
  return kept === row.kept ? 'changed' : 'edited';
}

/** The names of what stays as it is, and of nothing else. */
function unchanged(items: readonly Item[]): Set<string> {
  const names = (all: readonly Item[]) => all.map(({ thing }) => thing.name);
  const others = new Set(names(items.filter(({ verdict }) => verdict !== 'same')));
  return new Set(names(items.filter(({ verdict }) => verdict === 'same')).filter((name) => !others.has(name)));
}

function warn(item: Item, warnings: Warnings, names: Names): void {
  const { verdict, thing, kind } = item;
  if (verdict === 'edited') {
    warnings.add('edited-here', 'It has changed there, and was edited here: it stays as it is here.', thing.name);
  }
  if (verdict === 'gone')
    warnings.add('deleted-here', 'It has changed there, and was deleted here: it stays deleted.', thing.name);
  if (kind !== 'incident' && item.namesake !== undefined) {
    warnings.add('namesake', `A ${kind} of this name is here already: it is taken for the same.`, thing.name);
  }
  if (kind !== 'incident') return;
  const unknown = [...thing.components, ...thing.updates.flatMap((update) => update.affected)].filter(
    (one) => names(one) === undefined,
  );
  for (const name of new Set(unknown.map((one) => one.name || one.code))) {
    warnings.add(
      'component-unknown',
      `It names “${name ?? ''}”, which is no component there any more: that is left out.`,
      thing.name,
    );
  }
}

/** What was before a component counts is told all the same, and does not count. */
function warnOfStart(
  story: GatheredStory,
  warnings: Warnings,
  find: (named: NamedComponent) => GatheredComponent | undefined,
): void {
  const day = story.started_at.slice(0, 10);
  const affected = [...story.components, ...story.updates.flatMap((update) => update.affected)];
  for (const component of new Set(affected.map(find))) {
    if (!component?.start_date || component.start_date <= day) continue;
    const detail = `It was before ${component.start_date}, from when on the uptime of ${component.name} counts: it does not count there.`;
    warnings.add('before-start', detail, story.name);
  }
}

/** Finds components by id, else by a name that only one has; updates name them as "Group - Component". */
function namesOf({ components, groups }: Gathered): Names {
  const ids = new Set(components.map((one) => one.external_id));
  const groupNames = new Map(groups.map((group) => [group.external_id, group.name]));
  const byName = new Map<string, Set<string>>();
  const add = (name: string, id: string) => byName.set(name, (byName.get(name) ?? new Set()).add(id));
  for (const { external_id, name, group } of components) {
    add(name, external_id);
    const groupName = group === null ? undefined : groupNames.get(group);
    if (groupName !== undefined) add(`${groupName} - ${name}`, external_id);
  }
  return ({ code, name }) => {
    if (code !== null && ids.has(code)) return code;
    const named = [...(byName.get(name) ?? [])];
    return named.length === 1 ? named[0] : undefined;
  };
}

/** Components that something which is not over affects: it says what they are. */
function heldOf({ stories }: Gathered, names: Names): Set<string> {
  const held = stories
    .filter((story) => !isOver(story) && story.status !== 'scheduled')
    .flatMap((story) => [...story.components, ...story.updates.flatMap((update) => update.affected)]);
  return new Set(held.map(names).filter((id) => id !== undefined));
}

/** Finds who is on the page already under this name, was not imported, and is the only one. */
async function namesakes(sql: Sql, { groups }: Gathered, imported: ReadonlySet<string>) {
  const here = await findNames(sql);
  const groupNames = new Map(here.filter((one) => one.is_group).map((one) => [one.id, one.name]));
  const thereNames = new Map(groups.map((group) => [group.external_id, group.name]));
  const taken = new Set<string>();
  return ({ name }: { name: string }, group: string | null | undefined): string | undefined => {
    const same = here.filter((one) => {
      if (one.name !== name || imported.has(one.id) || one.is_group !== (group === undefined)) return false;
      const [ours, theirs] = [one.group_id, group ?? null];
      return (ours && groupNames.get(ours)) === (theirs && thereNames.get(theirs));
    });
    const [only] = same;
    if (same.length !== 1 || !only || taken.has(only.id)) return undefined;
    taken.add(only.id);
    return only.id;
  };
}

function count(items: readonly Item[], { subscribers }: Gathered, known: ReadonlyMap<string, ImportedRow>): Counts {
  const counts = Object.fromEntries(
    countKeys.map((key) => [key, { found: 0, new: 0, changed: 0, same: 0, skipped: 0 }]),
  ) as Counts;
  for (const item of items) {
    const { verdict } = item;
    add(counts[keyOf(item)], verdict);
    if (item.kind !== 'incident') continue;
    for (const update of item.thing.updates) {
      const before = known.get(`update ${updateKey(item.thing, update)}`);
      const isSame = verdict === 'same' || before?.fingerprint === fingerprint(update);
      add(
        counts.updates,
        verdict === 'edited' || verdict === 'gone' ? verdict : isSame ? 'same' : before ? 'changed' : 'new',
      );
    }
  }
  for (const { external_id } of subscribers) {
    add(counts.subscribers, known.has(`subscriber ${external_id}`) ? 'same' : 'new');
  }
  return counts;
}

function keyOf(item: Item): CountKey {
  if (item.kind === 'group') return 'groups';
  if (item.kind === 'component') return 'components';
  return item.thing.plan ? 'maintenances' : 'incidents';
}

function add(counts: Count, verdict: Verdict): void {
  counts.found++;
  counts[verdict === 'edited' || verdict === 'gone' ? 'skipped' : verdict]++;
}
