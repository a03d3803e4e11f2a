import {
  alertSourceChangeSchema,
  alertSourceSchema,
  madeAlertSecretSchema,
  newAlertSecretSchema,
  newAlertSourceSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../../http/answer.ts';
import { linkHeader, offsetOf, pageQuerySchema } from '../../http/pagination.ts';
import { type Route, read, type Services, write } from '../../http/route.ts';
import type { createAddresses } from './addresses.ts';
import { addSecret, dropSecret } from './change-secrets.ts';
import { changeSource } from './change-source.ts';
import { createSource } from './create-source.ts';
import { deleteSource } from './delete-source.ts';
import { listSources, readSource } from './read-source.ts';
import { endPreviousAddress, replaceAddress } from './replace-address.ts';

/** What the routes of sources are made from. */
export interface SourceOptions {
  openAddresses: ReturnType<typeof createAddresses>;
  masterKey?: string | undefined;
}

const missing = 'alert-source-not-found';
const bodyLimit = 256 * 1024;

/** Who sends alerts, and how each of them is known. */
export function alertSourceRoutes({ openAddresses, masterKey }: SourceOptions): Route[] {
  const prepare = ({ services }: { services: Services }) => openAddresses(services.sql);
  return [
    read(
      {
        path: '/api/v1/alert-sources',
        summary: 'Sources of alerts by name, with the addresses that their senders post to',
        query: pageQuerySchema,
        answer: v.array(alertSourceSchema),
      },
      async ({ sql, query, url }) => {
        const part = { limit: query.per_page, offset: offsetOf(query) };
        const { sources, total } = await listSources(sql, await openAddresses(sql), part);
        return ok(sources, linkHeader(url, query, total));
      },
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/alert-sources',
        summary: 'Give a sender of alerts an address of its own',
        body: newAlertSourceSchema,
        bodyLimit,
        answer: alertSourceSchema,
        status: 201,
        prepare,
      },
      async ({ write, input, prepared }) => {
        const source = await createSource(write, prepared, input);
        return created(`/api/v1/alert-sources/${source.id}`, source);
      },
    ),
    read(
      {
        path: '/api/v1/alert-sources/:id',
        summary: 'One source of alerts',
        answer: alertSourceSchema,
        problems: [missing],
      },
      async ({ sql, params }) => ok(await readSource(sql, await openAddresses(sql), params.id)),
    ),
    write(
      {
        method: 'PATCH',
        path: '/api/v1/alert-sources/:id',
        summary: 'Change the named fields of a source of alerts; its address stays',
        body: alertSourceChangeSchema,
        bodyLimit,
        answer: alertSourceSchema,
        problems: [missing, 'stale-version'],
        prepare,
      },
      async ({ write, input, params, prepared }) =>
        ok(await changeSource(write, prepared, { id: params.id, change: input })),
    ),
    write(
      {
        method: 'DELETE',
        path: '/api/v1/alert-sources/:id',
        summary: 'Delete a source of alerts, its address and what it delivered',
        status: 204,
        problems: [missing, 'stale-version'],
        prepare,
      },
      async ({ write, params, prepared }) => {
        await deleteSource(write, prepared, params.id);
        return noContent();
      },
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/alert-sources/:id/address',
        summary: 'Make a new address; the one before works for another day',
        answer: alertSourceSchema,
        problems: [missing],
        prepare,
      },
      async ({ write, params, prepared }) => ok(await replaceAddress(write, prepared, params.id)),
    ),
    write(
      {
        method: 'DELETE',
        path: '/api/v1/alert-sources/:id/previous-address',
        summary: 'End the address before this one at once',
        status: 204,
        problems: [missing],
      },
      async ({ write, params }) => {
        await endPreviousAddress(write, params.id);
        return noContent();
      },
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/alert-sources/:id/secrets',
        summary: 'Add a secret, which is told this once; the others run out',
        body: newAlertSecretSchema,
        answer: madeAlertSecretSchema,
        status: 201,
        problems: [missing],
      },
      async ({ write, input, params }) => {
        const secret = await addSecret(write, { id: params.id, input, masterKey });
        return created(`/api/v1/alert-sources/${params.id}`, secret);
      },
    ),
    write(
      {
        method: 'DELETE',
        path: '/api/v1/alert-sources/:id/secrets/:secret_id',
        summary: 'End a secret at once',
        status: 204,
        problems: [missing, 'not-found'],
      },
      async ({ write, params }) => {
        await dropSecret(write, params.id, params.secret_id);
        return noContent();
      },
    ),
  ];
}
