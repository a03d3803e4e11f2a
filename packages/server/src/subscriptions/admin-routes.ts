import { channels, DomainError, type Subscriber } from '@allswell/protocol';
import {
  erasedSchema,
  erasureSchema,
  importResultSchema,
  subscriberCountsSchema,
  subscriberSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { recordAudit } from '../audit/record.ts';
import { noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageEntries } from '../http/pagination.ts';
import { type Route, read, write, writeInSteps } from '../http/route.ts';
import { streamOf } from '../http/stream-of.ts';
import { countByChannel, countSubscribers, deleteSubscriber, findSubscribers } from './admin-store.ts';
import { exportSubscribers } from './csv/export-subscribers.ts';
import { importSubscribers } from './csv/import-subscribers.ts';
import { eraseEverythingOf } from './erase-address.ts';
import type { Secrets } from './open-secrets.ts';
import type { SubscriptionRow } from './store.ts';

const importLimit = 10 * 1024 * 1024;

const listQuerySchema = v.object({
  ...pageEntries,
  channel: v.optional(v.picklist(channels, `Send one of: ${channels.join(', ')}.`)),
  state: v.optional(v.picklist(['pending', 'confirmed'], 'Send pending or confirmed.')),
  q: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.maxLength(200, 'Send at most 200 characters.'),
      v.check(isStorable, 'Remove the control characters.'),
    ),
  ),
});

/** What admins see of subscribers, and do with them. */
export function subscriberRoutes({ secrets }: { secrets: Secrets }): Route[] {
  return [
    read(
      {
        path: '/api/v1/subscribers',
        summary: 'Who is told, newest first; q is a part of the address',
        query: listQuerySchema,
        answer: v.array(subscriberSchema),
      },
      async ({ sql, query, url }) => {
        const filter = { channel: query.channel, state: query.state, q: query.q || undefined };
        const rows = await findSubscribers(sql, { ...filter, limit: query.per_page, offset: offsetOf(query) });
        return ok(rows.map(toSubscriber), linkHeader(url, query, await countSubscribers(sql, filter)));
      },
    ),
    read(
      {
        path: '/api/v1/subscribers/counts',
        summary: 'How many are told, and how many have not confirmed yet, by channel',
        answer: subscriberCountsSchema,
      },
      async ({ sql }) => {
        const counts = { confirmed: {}, pending: {} } as Record<'confirmed' | 'pending', Record<string, number>>;
        for (const { channel, state, count } of await countByChannel(sql)) counts[state][channel] = count;
        return ok(counts);
      },
    ),
    write(
      {
        method: 'DELETE',
        path: '/api/v1/subscribers/:id',
        summary: 'Remove a subscriber; they may subscribe again',
        status: 204,
        problems: ['subscriber-not-found'],
      },
      async ({ write: { tx, by }, params: { id } }) => {
        const channel = /^[1-9]\d{0,17}$/.test(id) ? await deleteSubscriber(tx, id) : undefined;
        if (channel === undefined) {
          throw new DomainError('subscriber-not-found', 'They may have left. Look at GET /api/v1/subscribers.');
        }
        await recordAudit(tx, by, {
          action: 'subscriber.removed',
          subject_type: 'subscriber',
          subject_id: id,
          changes: { channel: { from: channel, to: null } },
        });
        return noContent();
      },
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/subscribers/erase',
        summary: 'Erase all that is stored of an address',
        body: erasureSchema,
        answer: erasedSchema,
        prepare: ({ services }) => secrets.budget(services.sql),
      },
      async ({ write: change, input, prepared }) => ok(await eraseEverythingOf(change, input.address, prepared)),
    ),
    writeInSteps(
      {
        method: 'POST',
        path: '/api/v1/subscribers/import',
        summary:
          'Take in people who agreed elsewhere, as CSV; nobody is written to, and who is there already is skipped',
        text: { type: 'text/csv', limit: importLimit },
        answer: importResultSchema,
      },
      async ({ text, step }) => ok(await importSubscribers(text, step)),
    ),
    writeInSteps(
      {
        method: 'GET',
        path: '/api/v1/subscribers/export',
        summary: 'Everyone who has confirmed, as CSV that an import takes',
        answer: v.string(),
        produces: 'text/csv',
      },
      async ({ step }) => {
        await step(({ tx, by }) => recordAudit(tx, by, { action: 'subscribers.exported', subject_type: 'subscriber' }));
        return new Response(streamOf(exportSubscribers(step)), {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="subscribers.csv"',
          },
        });
      },
    ),
  ];
}

function toSubscriber(row: SubscriptionRow): Subscriber {
  const { id, channel, state, component_ids, group_ids, kinds, incident_id, locale, time_zone } = row;
  return {
    id,
    channel,
    state,
    components: component_ids,
    groups: group_ids,
    kinds,
    incident_id,
    locale,
    time_zone,
    address: row.address,
    source: row.source,
    consented_at: row.consented_at?.toISOString() ?? null,
    consent_source: row.consent_source,
    requested_at: row.requested_at.toISOString(),
    confirmed_at: row.confirmed_at?.toISOString() ?? null,
  };
}

/** Postgres takes no NUL and no half of a pair. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
