import { newTemplateSchema, templateChangeSchema, templateSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageEntries } from '../http/pagination.ts';
import { type Route, read, write } from '../http/route.ts';
import { listTemplates, readTemplate } from './read-template.ts';
import { changeTemplate, createTemplate, deleteTemplate } from './save-template.ts';

const bodyLimit = 256 * 1024;

const listQuerySchema = v.object({
  ...pageEntries,
  kind: v.optional(v.picklist(['incident', 'maintenance'], 'Send incident or maintenance.')),
});

export const templateRoutes: Route[] = [
  read(
    {
      path: '/api/v1/templates',
      summary: 'Templates in their order',
      query: listQuerySchema,
      answer: v.array(templateSchema),
    },
    async ({ sql, query, url }) => {
      const { kind } = query;
      const { templates, total } = await listTemplates(sql, { kind, limit: query.per_page, offset: offsetOf(query) });
      return ok(templates, linkHeader(url, query, total));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/templates',
      summary: 'Keep a text that is written again and again',
      body: newTemplateSchema,
      bodyLimit,
      answer: templateSchema,
      status: 201,
    },
    async ({ write, input }) => {
      const template = await createTemplate(write, input);
      return created(`/api/v1/templates/${template.id}`, template);
    },
  ),
  read(
    {
      path: '/api/v1/templates/:id',
      summary: 'One template',
      answer: templateSchema,
      problems: ['template-not-found'],
    },
    async ({ sql, params }) => ok(await readTemplate(sql, params.id)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/templates/:id',
      summary: 'Change the named fields of a template; position moves it',
      body: templateChangeSchema,
      bodyLimit,
      answer: templateSchema,
      problems: ['template-not-found', 'stale-version'],
    },
    async ({ write, input, params }) => ok(await changeTemplate(write, params.id, input)),
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/templates/:id',
      summary: 'Delete a template; what was published with it stays',
      status: 204,
      problems: ['template-not-found', 'stale-version'],
    },
    async ({ write, params }) => {
      await deleteTemplate(write, params.id);
      return noContent();
    },
  ),
];
