import { importSchema, newImportSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageQuerySchema } from '../http/pagination.ts';
import { type Route, read, write } from '../http/route.ts';
import { applyImport, cancelImport } from './apply-import.ts';
import { listImports, readImport } from './read-import.ts';
import { secretOf } from './secret.ts';

/** A history of some thousand incidents. */
const bodyLimit = 16 * 1024 * 1024;

/** What the routes of imports are made from. */
export interface ImportRoutesOptions {
  masterKey?: string | undefined;
}

/** Histories that are brought in from elsewhere. */
export function importRoutes({ masterKey }: ImportRoutesOptions): Route[] {
  return [
    read(
      {
        path: '/api/v1/imports',
        summary: 'Imports, newest first',
        query: pageQuerySchema,
        answer: v.array(importSchema),
      },
      async ({ sql, query, url }) => {
        const { imports, total } = await listImports(sql, { limit: query.per_page, offset: offsetOf(query) });
        return ok(imports, linkHeader(url, query, total));
      },
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/imports',
        summary: 'Fetch a history and look it through; nothing of it is kept before it is applied',
        body: newImportSchema,
        bodyLimit,
        answer: importSchema,
        status: 201,
        problems: ['import-unreadable'],
        prepare: async ({ input, services }) => {
          // Understanding HTML is for whoever imports: no other server loads it.
          const { readWish } = await import('./begin-import.ts');
          return { wish: readWish(input), secret: await secretOf(services.sql, masterKey) };
        },
      },
      async ({ write, prepared: { wish, secret } }) => {
        const { beginImport } = await import('./begin-import.ts');
        const id = await beginImport(write, wish, secret);
        return created(`/api/v1/imports/${id}`, await readImport(write.tx, id));
      },
    ),
    read(
      {
        path: '/api/v1/imports/:id',
        summary: 'One import, how far it is and what it found',
        answer: importSchema,
        problems: ['import-not-found'],
      },
      async ({ params, sql }) => ok(await readImport(sql, params.id)),
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/imports/:id/apply',
        summary: 'Bring in what was looked through; nobody is told of it',
        answer: importSchema,
        problems: ['import-not-found', 'import-not-ready'],
      },
      async ({ params, write }) => {
        await applyImport(write, params.id);
        return ok(await readImport(write.tx, params.id));
      },
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/imports/:id/cancel',
        summary: 'Stop an import; what it has brought in by then stays',
        answer: importSchema,
        problems: ['import-not-found', 'import-not-ready'],
      },
      async ({ params, write }) => {
        await cancelImport(write, params.id);
        return ok(await readImport(write.tx, params.id));
      },
    ),
  ];
}
