import type { ComponentStatus } from '@allswell/protocol';
import { findSaid, findTakenIds, importComponent, importGroup } from '../../components/import-component.ts';
import type { Tx } from '../../db/connect.ts';
import { newId } from '../../db/new-id.ts';
import type { Write } from '../../db/write.ts';
import {
  findSaid as findSaidOfIncidents,
  findTakenIds as findTakenIncidentIds,
  findTakenUpdateIds,
  importIncident,
  type ImportedUpdate,
} from '../../incidents/import-incident.ts';
import { fingerprint } from '../fingerprint.ts';
import { type GatheredStory, isOver } from '../gathered.ts';
import { type Item, type Names, updateKey } from '../plan-import.ts';
import { type ImportedRow, keepImported } from '../store.ts';

const ourId = /^[a-z0-9]{12}$/;

/** What an import knows while it is applied. */
export interface Applying {
  family: string;
  /** Ids here, by kind and id there. */
  ids: Map<string, string>;
  /** From when on everything that happened is known; null: from the beginning. */
  completeSince: string | null;
}

/** Brings one thing in, with what is remembered of it, in this transaction. Answers with the id that it has here. */
export async function putItem(write: Write, item: Item, applying: Applying): Promise<string> {
  const { tx } = write;
  const { family, ids } = applying;
  const { external_id } = item.thing;
  const rows: ImportedRow[] = [];
  let id: string;
  if (item.kind === 'incident') {
    id = item.known?.id ?? (await freeId(external_id, (wanted) => findTakenIncidentIds(tx, [wanted])));
    rows.push(...(await putStory(write, { ...item, id }, applying)));
    rows.push(row(item, id, (await findSaidOfIncidents(tx, [id]))[0]?.said));
  } else {
    id = item.known?.id ?? item.namesake ?? (await freeId(external_id, (wanted) => findTakenIds(tx, [wanted])));
    // A namesake is the operator's own: it is only remembered.
    if (item.namesake === undefined) await putPart(write, item, { id, applying });
    rows.push(row(item, id, (await findSaid(tx, [id]))[0]?.said));
  }
  await keepImported(tx, family, rows);
  ids.set(`${item.kind} ${external_id}`, id);
  return id;
}

/** Their id is ours, where it looks like one of ours and nobody has it: so that links to it stay. */
async function freeId(external_id: string, findTaken: (id: string) => Promise<string[]>): Promise<string> {
  if (!ourId.test(external_id)) return newId();
  return (await findTaken(external_id)).length === 0 ? external_id : newId();
}

function row(item: Item, id: string, said: string | undefined): ImportedRow {
  const { kind, fingerprint: print, thing } = item;
  return { kind, external_id: thing.external_id, id, fingerprint: print, kept: fingerprint(said ?? '') };
}

async function putPart(
  write: Write,
  item: Exclude<Item, { kind: 'incident' }>,
  { id, applying }: { id: string; applying: Applying },
): Promise<void> {
  const { ids, completeSince } = applying;
  if (item.kind === 'group') {
    const { name, description } = item.thing;
    await importGroup(write, { id, name, description });
    return;
  }
  const { group, external_id: _, created_at, status: _status, ...said } = item.thing;
  const made = created_at === null ? new Date() : earliest(new Date(created_at), new Date());
  const since = completeSince !== null && new Date(completeSince) > made ? new Date(completeSince) : made;
  const group_id = group === null ? null : (ids.get(`group ${group}`) ?? null);
  await importComponent(write, { ...said, id, group_id, status: item.status, since, created_at: made });
}

async function putStory(
  write: Write,
  { thing: story, names, id }: Extract<Item, { kind: 'incident' }> & { id: string },
  { ids }: Applying,
): Promise<ImportedRow[]> {
  const find = here(names, ids);
  const updateIds = await idsOfUpdates(write.tx, story, { id, ids });
  const updates = story.updates.map((update): ImportedUpdate => {
    const { affected, external_id, status, body } = update;
    return {
      id: updateIds.get(external_id) ?? newId(),
      status,
      body,
      display_at: new Date(update.display_at),
      created_at: new Date(update.created_at),
      updated_at: new Date(update.updated_at),
      affected: unique(
        affected.flatMap(({ new_status, ...named }) => {
          const component = find(named);
          return component === undefined ? [] : [{ id: component, name: named.name, new_status }];
        }),
      ),
    };
  });
  const named = unique([
    ...story.components.flatMap(({ status, ...one }) => {
      const component = find(one);
      return component === undefined ? [] : [{ id: component, status }];
    }),
    ...updates.flatMap((update) => update.affected.map((one) => ({ id: one.id, status: null }))),
  ]);
  const { plan, postmortem } = story;
  await importIncident(write, {
    id,
    name: story.name,
    status: story.status,
    impact: story.impact,
    started_at: new Date(story.started_at),
    resolved_at: story.resolved_at === null ? null : new Date(story.resolved_at),
    created_at: new Date(story.created_at),
    updated_at: new Date(story.updated_at),
    plan: plan && {
      ...plan,
      scheduled_for: new Date(plan.scheduled_for),
      scheduled_until: new Date(plan.scheduled_until),
    },
    postmortem: postmortem && { body: postmortem.body, edited_at: new Date(postmortem.edited_at) },
    components: named,
    holds: isOver(story) || story.status === 'scheduled' ? {} : holdsOf(story, named, updates),
    updates,
  });
  return story.updates.map((update) => ({
    kind: 'update',
    external_id: updateKey(story, update),
    id: updateIds.get(update.external_id) ?? '',
    fingerprint: fingerprint(update),
    kept: '',
  }));
}

/** What an open story makes of its components: the last that was said of each, else what its impact says, or its plan. */
function holdsOf(
  { plan }: GatheredStory,
  components: readonly { id: string; status: ComponentStatus | null }[],
  updates: readonly ImportedUpdate[],
): Record<string, ComponentStatus> {
  const usual: ComponentStatus | null = plan?.auto_transition_to_maintenance_state ? 'under_maintenance' : null;
  const said = new Map(updates.flatMap((update) => update.affected.map((one) => [one.id, one.new_status] as const)));
  return Object.fromEntries(
    components.flatMap(({ id, status }) => {
      const held = said.get(id) ?? status ?? usual;
      return held === null ? [] : [[id, held] as const];
    }),
  );
}

/** Finds the component here that a story names. */
function here(names: Names, ids: ReadonlyMap<string, string>) {
  return (named: { code: string | null; name: string }): string | undefined => {
    const external = names(named);
    return external === undefined ? undefined : ids.get(`component ${external}`);
  };
}

/** Updates keep the ids that they have here, else those from there, where these look like ours and no other incident has them. */
async function idsOfUpdates(
  tx: Tx,
  story: GatheredStory,
  { id, ids }: { id: string; ids: ReadonlyMap<string, string> },
): Promise<Map<string, string>> {
  const wanted = story.updates.map((update) => update.external_id).filter((one) => ourId.test(one));
  const taken = new Set(await findTakenUpdateIds(tx, wanted, id));
  const used = new Set<string>();
  return new Map(
    story.updates.map((update) => {
      const { external_id } = update;
      const isFree = ourId.test(external_id) && !taken.has(external_id) && !used.has(external_id);
      const chosen = ids.get(`update ${updateKey(story, update)}`) ?? (isFree ? external_id : newId());
      used.add(chosen);
      return [external_id, chosen] as const;
    }),
  );
}

function unique<T extends { id: string }>(all: readonly T[]): T[] {
  const seen = new Set<string>();
  return all.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function earliest(one: Date, other: Date): Date {
  return one < other ? one : other;
}
