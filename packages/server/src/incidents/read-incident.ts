import {
  type AdminIncident,
  type AdminMaintenance,
  DomainError,
  type IncidentUpdate,
  type MaintenanceUpdate,
} from '@allswell/protocol';
import { readComponentsById } from '../components/read-component.ts';
import type { Sql, Tx } from '../db/connect.ts';
import { readSettings } from '../settings/read-settings.ts';
import { findDeletedUpdates } from './past-store.ts';
import { readSearch, type SearchQuery } from './search-query.ts';
import {
  countIncidents,
  findAffectedIds,
  findIncident,
  findIncidents,
  findUpdate,
  findUpdates,
  type IncidentRow,
  type ListQuery,
} from './store.ts';
import { toIncident, toUpdate } from './to-incident.ts';

/** One incident or maintenance. */
export async function readIncident(
  sql: Sql | Tx,
  publicUrl: string,
  id: string,
): Promise<AdminIncident | AdminMaintenance> {
  const row = await findIncident(sql, id);
  const [incident] = row ? await complete(sql, publicUrl, [row]) : [];
  if (!incident) throw incidentNotFound(id);
  return incident;
}

/** Incidents and maintenances, newest first; days are read in the page's zone. */
export async function listIncidents(
  sql: Sql,
  publicUrl: string,
  {
    kind,
    state,
    limit,
    offset,
    ...search
  }: Pick<ListQuery, 'kind' | 'state'> & SearchQuery & { limit: number; offset: number },
): Promise<{ incidents: (AdminIncident | AdminMaintenance)[]; total: number }> {
  const query = { kind, state, ...readSearch(search, (await readSettings(sql)).time_zone) };
  const rows = await findIncidents(sql, query, { limit, offset });
  return { incidents: await complete(sql, publicUrl, rows), total: await countIncidents(sql, query) };
}

/** One update of an incident. */
export async function readUpdate(
  sql: Sql | Tx,
  incidentId: string,
  id: string,
): Promise<IncidentUpdate | MaintenanceUpdate> {
  const row = await findUpdate(sql, incidentId, id);
  if (!row || !(await findIncident(sql, incidentId))) throw updateNotFound(incidentId, id);
  return toUpdate(row, await readSettings(sql));
}

async function complete(sql: Sql | Tx, publicUrl: string, rows: readonly IncidentRow[]) {
  const settings = await readSettings(sql);
  const page = { id: settings.id, time_zone: settings.time_zone, publicUrl };
  const ids = rows.map((row) => row.id);
  const updates = Map.groupBy(await findUpdates(sql, ids), (update) => update.incident_id);
  const deleted = Map.groupBy(await findDeletedUpdates(sql, ids), (update) => update.incident_id);
  const affected = Map.groupBy(await findAffectedIds(sql, ids), (row) => row.incident_id);
  const componentIds = [...affected.values()].flat().map((row) => row.component_id);
  const components = await readComponentsById(sql, componentIds, page);
  return rows.map((row) => {
    const own = new Set(affected.get(row.id)?.map((one) => one.component_id));
    return toIncident(row, {
      updates: updates.get(row.id) ?? [],
      deletedUpdates: deleted.get(row.id),
      components: components.filter((component) => own.has(component.id)),
      page,
    });
  });
}

export function incidentNotFound(id: string): DomainError {
  return new DomainError('incident-not-found', `There is no incident ${id}. It may have been deleted.`);
}

export function updateNotFound(incidentId: string, id: string): DomainError {
  return new DomainError('update-not-found', `Incident ${incidentId} has no update ${id}. It may have been deleted.`);
}
