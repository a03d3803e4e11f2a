import { draftChangeSchema, draftSchema, idSchema, newDraftSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageEntries } from '../http/pagination.ts';
import { type Route, read, write } from '../http/route.ts';
import { discardDraft } from './discard-draft.ts';
import { listDrafts, readDraft } from './read-draft.ts';
import { beginDraft, saveDraft } from './save-draft.ts';

/** As much as an update may hold, however it is escaped. */
const bodyLimit = 256 * 1024;

const listQuerySchema = v.object({
  ...pageEntries,
  kind: v.optional(v.picklist(['incident', 'maintenance', 'update'], 'Send incident, maintenance or update.')),
  incident_id: v.optional(idSchema),
});

export const draftRoutes: Route[] = [
  read(
    {
      path: '/api/v1/drafts',
      summary: 'What is being written by any admin, the last written first',
      query: listQuerySchema,
      answer: v.array(draftSchema),
    },
    async ({ sql, query, url }) => {
      const { kind, incident_id } = query;
      const { drafts, total } = await listDrafts(sql, {
        kind,
        incident_id,
        limit: query.per_page,
        offset: offsetOf(query),
      });
      return ok(drafts, linkHeader(url, query, total));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/drafts',
      summary: 'Keep something that is being written; readers do not see it',
      body: newDraftSchema,
      bodyLimit,
      answer: draftSchema,
      status: 201,
    },
    async ({ write, input }) => {
      const draft = await beginDraft(write, input);
      return created(`/api/v1/drafts/${draft.id}`, draft);
    },
  ),
  read(
    { path: '/api/v1/drafts/:id', summary: 'One draft', answer: draftSchema, problems: ['draft-not-found'] },
    async ({ sql, params }) => ok(await readDraft(sql, params.id)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/drafts/:id',
      summary: 'Keep a draft as it stands now',
      body: draftChangeSchema,
      bodyLimit,
      answer: draftSchema,
      problems: ['draft-not-found', 'stale-version'],
    },
    async ({ write, input, params }) => ok(await saveDraft(write, params.id, input)),
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/drafts/:id',
      summary: 'Throw a draft away',
      status: 204,
      problems: ['draft-not-found', 'stale-version'],
    },
    async ({ write, params }) => {
      await discardDraft(write, params.id);
      return noContent();
    },
  ),
];
