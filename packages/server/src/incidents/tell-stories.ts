import { writeTold } from '../components/write-told.ts';
import type { Tx } from '../db/connect.ts';
import { findAffectedBy } from './due-store.ts';
import { storeAffected } from './past-store.ts';
import { isOver } from './next-status.ts';
import { findIncidentsById, findUpdates, type IncidentRow, type UpdateRow, updateIncident } from './store.ts';
import { type Story, tell } from './story.ts';
import { findEdits, findNextChanges, type Moment } from './told-store.ts';

/** Writes down what incidents say of their components from beginning to end, as it follows from their updates now. */
export async function tellStories(tx: Tx, ids: readonly string[]): Promise<void> {
  const incidents = await findIncidentsById(tx, ids);
  const updates = Map.groupBy(await findUpdates(tx, ids), (update) => update.incident_id);
  const components = Map.groupBy(await findAffectedBy(tx, ids), (row) => row.incident_id);
  const edits = Map.groupBy(await findEdits(tx, ids), (edit) => edit.incident_id);
  const next = new Map(
    (
      await findNextChanges(
        tx,
        incidents.flatMap(({ id }) => endsOf(updates.get(id) ?? [], components.get(id) ?? [])),
      )
    ).map((one) => [`${one.component_id} ${one.at}`, one.next]),
  );
  const stories = incidents.map((incident) => ({
    incident,
    updates: updates.get(incident.id) ?? [],
    story: tell({
      incident,
      updates: (updates.get(incident.id) ?? []).toReversed(),
      components: components.get(incident.id) ?? [],
      edits: edits.get(incident.id) ?? [],
      nextChange: (component_id, at) => next.get(`${component_id} ${at}`) ?? null,
    }),
  }));
  await writeTold(
    tx,
    ids,
    stories.flatMap(({ incident, story }) => story.told.map((one) => ({ ...one, incident_id: incident.id }))),
  );
  for (const one of stories) if (one.incident.backfilled) await amendBackfilled(tx, one);
}

/** When ends took effect that may have left something behind. */
function endsOf(updates: readonly UpdateRow[], components: readonly { component_id: string }[]): Moment[] {
  return updates.flatMap(({ status, says }) => {
    if (!says || !isOver(status)) return [];
    const ids = new Set(Object.keys(says.components));
    if (says.keeps) for (const { component_id } of components) ids.add(component_id);
    return [...ids].map((component_id) => ({ component_id, at: says.at }));
  });
}

/** What is written down afterwards follows from the story as well: what each update changed, and the worst of it. */
async function amendBackfilled(
  tx: Tx,
  { incident, updates, story }: { incident: IncidentRow; updates: readonly UpdateRow[]; story: Story },
): Promise<void> {
  for (const update of updates) {
    const now = story.affected.get(update.id) ?? [];
    const isSame = now.every((one, index) => one.old_status === update.affected_components[index]?.old_status);
    if (!isSame) await storeAffected(tx, update.id, now);
  }
  if (incident.scheduled_for === null && story.impact !== incident.impact) {
    await updateIncident(tx, incident.id, { impact: story.impact });
  }
}
