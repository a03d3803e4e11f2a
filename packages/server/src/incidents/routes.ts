import {
  adminIncidentSchema,
  adminMaintenanceSchema,
  incidentChangeSchema,
  incidentUpdateSchema,
  maintenanceUpdateSchema,
  newIncidentSchema,
  newUpdateSchema,
  updateChangeSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageEntries } from '../http/pagination.ts';
import { type Route, read, write } from '../http/route.ts';
import { deleteIncident } from './delete-incident.ts';
import { deleteUpdate } from './delete-update.ts';
import { editIncident } from './edit-incident.ts';
import { editUpdate } from './edit-update.ts';
import { openIncident } from './open-incident.ts';
import { postUpdate } from './post-update.ts';
import { listIncidents, readIncident, readUpdate } from './read-incident.ts';

const oneIncident = v.union([adminIncidentSchema, adminMaintenanceSchema]);
const oneUpdate = v.union([incidentUpdateSchema, maintenanceUpdateSchema]);
/** Bodies hold up to 25,000 characters, each of which may take several bytes. */
const bodyLimit = 256 * 1024;

const listQuerySchema = v.object({
  ...pageEntries,
  kind: v.optional(v.picklist(['incident', 'maintenance'], 'Send incident or maintenance.')),
  state: v.optional(v.picklist(['open', 'closed'], 'Send open or closed.')),
});

export const incidentRoutes: Route[] = [
  read(
    {
      path: '/api/v1/incidents',
      summary: 'Incidents and maintenances, newest first',
      query: listQuerySchema,
      answer: v.array(oneIncident),
    },
    async ({ sql, publicUrl, query, url }) => {
      const { kind, state } = query;
      const { incidents, total } = await listIncidents(sql, publicUrl, {
        kind,
        state,
        limit: query.per_page,
        offset: offsetOf(query),
      });
      return ok(incidents, linkHeader(url, query, total));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/incidents',
      summary: 'Open an incident, or plan a maintenance, with its first update',
      body: newIncidentSchema,
      bodyLimit,
      answer: oneIncident,
      status: 201,
      problems: ['local-time-missing', 'local-time-ambiguous'],
    },
    async ({ write, input }) => {
      const incident = await openIncident(write, input);
      return created(`/api/v1/incidents/${incident.id}`, incident);
    },
  ),
  read(
    {
      path: '/api/v1/incidents/:id',
      summary: 'One incident or maintenance',
      answer: oneIncident,
      problems: ['incident-not-found'],
    },
    async ({ sql, publicUrl, params }) => ok(await readIncident(sql, publicUrl, params.id)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/incidents/:id',
      summary: 'Edit the named fields of an incident, or move a maintenance; it tells nobody',
      body: incidentChangeSchema,
      answer: oneIncident,
      problems: [
        'incident-not-found',
        'incident-resolved',
        'local-time-missing',
        'local-time-ambiguous',
        'stale-version',
      ],
    },
    async ({ write, input, params }) => ok(await editIncident(write, params.id, input)),
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/incidents/:id',
      summary: 'Delete an incident; an open one gives its components back',
      status: 204,
      problems: ['incident-not-found', 'stale-version'],
    },
    async ({ write, params }) => {
      await deleteIncident(write, params.id);
      return noContent();
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/incidents/:id/updates',
      summary: 'Post an update and tell everyone who follows the incident',
      body: newUpdateSchema,
      bodyLimit,
      answer: oneUpdate,
      status: 201,
      problems: ['incident-not-found', 'incident-resolved', 'stale-version'],
    },
    async ({ write, input, params }) => {
      const update = await postUpdate(write, params.id, input);
      return created(`/api/v1/incidents/${params.id}/updates/${update.id}`, update);
    },
  ),
  read(
    {
      path: '/api/v1/incidents/:id/updates/:update_id',
      summary: 'One update',
      answer: oneUpdate,
      problems: ['update-not-found'],
    },
    async ({ sql, params }) => ok(await readUpdate(sql, params.id, params.update_id)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/incidents/:id/updates/:update_id',
      summary: 'Edit the text or the time of an update; what it said before is kept',
      body: updateChangeSchema,
      bodyLimit,
      answer: oneUpdate,
      problems: ['incident-not-found', 'update-not-found', 'stale-version'],
    },
    async ({ write, input, params }) =>
      ok(await editUpdate(write, { incidentId: params.id, updateId: params.update_id }, input)),
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/incidents/:id/updates/:update_id',
      summary: 'Take an update back; the incident stands where the one before left it',
      status: 204,
      problems: ['incident-not-found', 'update-not-found', 'last-update', 'stale-version'],
    },
    async ({ write, params }) => {
      await deleteUpdate(write, { incidentId: params.id, updateId: params.update_id });
      return noContent();
    },
  ),
];
