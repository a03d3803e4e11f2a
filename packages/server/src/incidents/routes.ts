import {
  adminIncidentSchema,
  adminMaintenanceSchema,
  cancellationSchema,
  incidentChangeSchema,
  incidentUpdateSchema,
  maintenanceUpdateSchema,
  newIncidentSchema,
  newUpdateSchema,
  postmortemPublicationSchema,
  postmortemSchema,
  updateChangeSchema,
  updateEditSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageEntries } from '../http/pagination.ts';
import { type Route, read, write } from '../http/route.ts';
import { cancelMaintenance } from './cancel-maintenance.ts';
import { deleteIncident } from './delete-incident.ts';
import { deleteUpdate } from './delete-update.ts';
import { editIncident } from './edit-incident.ts';
import { editUpdate } from './edit-update.ts';
import { openIncident } from './open-incident.ts';
import { postUpdate } from './post-update.ts';
import { publishPostmortem } from './publish-postmortem.ts';
import { readEdits } from './read-edits.ts';
import { listIncidents, readIncident, readUpdate } from './read-incident.ts';
import { searchEntries } from './search-query.ts';
import { dropPostmortem, writePostmortem } from './write-postmortem.ts';

const oneIncident = v.union([adminIncidentSchema, adminMaintenanceSchema]);
const oneUpdate = v.union([incidentUpdateSchema, maintenanceUpdateSchema]);
/** Bodies hold up to 25,000 characters, each of which may take several bytes. */
const bodyLimit = 256 * 1024;

const listQuerySchema = v.object({
  ...pageEntries,
  kind: v.optional(v.picklist(['incident', 'maintenance'], 'Send incident or maintenance.')),
  state: v.optional(v.picklist(['open', 'closed'], 'Send open or closed.')),
  ...searchEntries,
});

export const incidentRoutes: Route[] = [
  read(
    {
      path: '/api/v1/incidents',
      summary: 'Incidents and maintenances, newest first; those in which words are found, of some days, of a component',
      query: listQuerySchema,
      answer: v.array(oneIncident),
    },
    async ({ sql, publicUrl, query, url }) => {
      const { page: _, per_page, ...asked } = query;
      const { incidents, total } = await listIncidents(sql, publicUrl, {
        ...asked,
        limit: per_page,
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
      problems: ['draft-not-found', 'local-time-missing', 'local-time-ambiguous'],
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
        'maintenance-over',
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
      path: '/api/v1/incidents/:id/cancel',
      summary: 'Call a maintenance off, before it starts or while it is under way, and tell everyone',
      body: cancellationSchema,
      bodyLimit,
      answer: oneIncident,
      status: 200,
      problems: ['incident-not-found', 'not-a-maintenance', 'already-cancelled', 'maintenance-over', 'stale-version'],
    },
    async ({ write, input, params }) => ok(await cancelMaintenance(write, params.id, input)),
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
      problems: ['incident-not-found', 'draft-not-found', 'incident-resolved', 'stale-version'],
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
  read(
    {
      path: '/api/v1/incidents/:id/updates/:update_id/edits',
      summary: 'What an update said before each of its edits, newest first',
      answer: v.array(updateEditSchema),
      problems: ['update-not-found'],
    },
    async ({ sql, params }) => ok(await readEdits(sql, params.id, params.update_id)),
  ),
  write(
    {
      method: 'PUT',
      path: '/api/v1/incidents/:id/postmortem',
      summary: 'Write the postmortem of a resolved incident; readers see it once it is published',
      body: postmortemSchema,
      bodyLimit,
      answer: oneIncident,
      problems: ['incident-not-found', 'not-an-incident', 'not-resolved', 'stale-version'],
    },
    async ({ write, input, params }) => ok(await writePostmortem(write, params.id, input)),
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/incidents/:id/postmortem',
      summary: 'Throw away what is written of the postmortem and not published',
      status: 204,
      problems: [
        'incident-not-found',
        'not-an-incident',
        'not-resolved',
        'no-postmortem',
        'postmortem-published',
        'stale-version',
      ],
    },
    async ({ write, params }) => {
      await dropPostmortem(write, params.id);
      return noContent();
    },
  ),
  write(
    {
      method: 'PUT',
      path: '/api/v1/incidents/:id/postmortem/publish',
      summary: 'Publish the postmortem as an update, or bring the published one to what is written now',
      body: postmortemPublicationSchema,
      answer: oneIncident,
      problems: ['incident-not-found', 'not-an-incident', 'not-resolved', 'no-postmortem', 'stale-version'],
    },
    async ({ write, input, params }) => ok(await publishPostmortem(write, params.id, input)),
  ),
];
