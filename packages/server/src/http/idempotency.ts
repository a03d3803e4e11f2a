import { createHash } from 'node:crypto';
import { DomainError } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { seal, unseal } from '../db/seal.ts';
import type { Answer } from './answer.ts';
import { invalidRequest } from './validate.ts';

/**
 * What names one request that may be repeated: whose it is, to which route, under which key, with which body. Of the
 * key only a hash is stored, and answers are sealed under the key itself: an invitation holds a link that opens the
 * panel, and nobody who reads the table shall have it.
 */
export interface KeyedRequest {
  admin_id: string;
  route: string;
  key: string;
  secret: string;
  request_hash: Buffer;
}

/** Reads the Idempotency-Key of a request; undefined when it has none. */
export function keyedRequest(
  header: string | undefined,
  admin_id: string,
  route: string,
  body: string,
): KeyedRequest | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw invalidRequest([
      { pointer: 'Idempotency-Key', detail: 'Send a key of 1 to 255 visible ASCII characters, such as a UUID.' },
    ]);
  }
  return {
    admin_id,
    route,
    key: createHash('sha256').update(header).digest('base64url'),
    secret: header,
    request_hash: createHash('sha256').update(body).digest(),
  };
}

/**
 * Takes the key for this transaction and returns the answer that was already given under it, if any. The lock lives
 * as long as the transaction: a process that dies gives it back, and has then written nothing.
 */
export async function takeKey(
  tx: Tx,
  { admin_id, route, key, secret, request_hash }: KeyedRequest,
): Promise<Answer | undefined> {
  const [lock] = await tx<{ taken: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${admin_id} ${route} ${key}`}, 20261122)) as taken
  `;
  if (!lock?.taken) {
    throw new DomainError('idempotency-key-in-flight', 'Wait a moment and send the same request again.', {
      retryAfterSeconds: 1,
    });
  }

  const [earlier] = await tx<(Answer & { request_hash: Buffer })[]>`
    select request_hash, status, headers, body from idempotency_keys
    where admin_id = ${admin_id} and route = ${route} and key = ${key}
      and created_at > clock_timestamp() - interval '24 hours'
  `;
  if (!earlier) return undefined;
  if (!request_hash.equals(earlier.request_hash)) {
    throw new DomainError('idempotency-key-reused', 'Use a new Idempotency-Key for a new request.');
  }
  return {
    status: earlier.status,
    headers: { ...earlier.headers, 'idempotency-replayed': 'true' },
    body: earlier.body === null ? null : unseal(earlier.body, secret, route),
  };
}

/** Keeps the answer in the transaction of the write itself: both are there, or neither is. */
export async function keepAnswer(
  tx: Tx,
  { admin_id, route, key, secret, request_hash }: KeyedRequest,
  { status, headers, body }: Answer,
): Promise<void> {
  const sealed = body === null ? null : seal(body, secret, route);
  await tx`
    with outdated as (
      delete from idempotency_keys where ctid in (
        select ctid from idempotency_keys where created_at < clock_timestamp() - interval '24 hours' and key <> ${key}
        limit 20 for update skip locked
      )
    )
    insert into idempotency_keys ${tx({ admin_id, route, key, request_hash, status, headers: tx.json(headers), body: sealed })}
    on conflict (admin_id, route, key) do update
      set request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers,
        body = excluded.body, created_at = excluded.created_at
  `;
}
