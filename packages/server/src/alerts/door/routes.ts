import { alertSourceKinds, DomainError } from '@allswell/protocol';
import type { Context } from 'hono';
import * as v from 'valibot';
import { isOrphan } from '../../db/database-error.ts';
import { createEgress } from '../../http/safe-fetch.ts';
import { type ErrorLog, problemResponse } from '../../http/problem.ts';
import type { Route, Services } from '../../http/route.ts';
import { createSns } from '../../http/sns.ts';
import { type createAddresses, splitToken } from '../sources/addresses.ts';
import { createAllowances } from './allowance.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { createSettler } from './settler.ts';
import { findSender, type SenderRow } from './store.ts';

/** What the door for alerts is made from. */
export interface DoorOptions {
  openAddresses: ReturnType<typeof createAddresses>;
  publicUrl: string;
  log: ErrorLog;
  masterKey?: string | undefined;
  upstreams?: ReadonlyMap<string, string> | undefined;
}

/** Where monitoring says what is wrong. The address itself is a secret, so nothing here writes it anywhere. */
export function alertHookRoutes({ openAddresses, publicUrl, log, masterKey, upstreams }: DoorOptions): Route[] {
  const sns = createSns(createEgress({ upstreams }));
  const allowances = createAllowances();
  const settle = createSettler(publicUrl, log);

  async function senderOf(c: Context, { sql }: Services): Promise<SenderRow | undefined> {
    const token = splitToken(c.req.param('token') ?? '');
    if (!token || !(alertSourceKinds as readonly (string | undefined)[]).includes(c.req.param('kind')))
      return undefined;
    const [addresses, sender] = await Promise.all([openAddresses(sql), findSender(sql, token.id)]);
    if (!sender || sender.kind !== c.req.param('kind')) return undefined;
    return addresses.isRight(sender, token.secret, new Date()) ? sender : undefined;
  }

  return [
    {
      method: 'POST',
      path: '/hooks/alerts/:kind/:token',
      summary: 'Alerts, as monitoring sends them to the address of a source',
      answer: v.object({ status: v.picklist(['accepted', 'ignored']) }),
      status: 202,
      problems: ['not-found', 'signature-invalid', 'body-too-large', 'rate-limited', 'upstream-unreachable'],
      access: 'anyone',
      writes: false,
      async run(c, services) {
        const sender = await senderOf(c, services);
        // A wrong address is answered as one that nobody has ever heard of.
        if (!sender) return c.notFound();
        try {
          const { sql } = services;
          const { status, isNew } = await receiveDelivery({ sql, sns, allowances, masterKey }, sender, c.req.raw);
          if (isNew) setImmediate(settle, sql);
          return c.json({ status }, 202, { 'cache-control': 'no-store' });
        } catch (error) {
          if (isOrphan(error)) return c.notFound(); // the source was deleted meanwhile
          if (!(error instanceof DomainError) || error.code !== 'rate-limited') throw error;
          // Answered here, as a flood is not to fill the log either.
          if (allowances.takeWarning(sender.id))
            log.warn({ source_id: sender.id }, 'a source of alerts sends more than is taken');
          return problemResponse(error, publicUrl);
        }
      },
    },
  ];
}
