import { setTimeout as pause } from 'node:timers/promises';
import type { Product } from '../../e2e/harness.ts';
import { connect, type Sql } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { ensureSecret } from '../../packages/server/src/db/ensure-secret.ts';
import { makeChallenge, solve } from '../../packages/server/src/subscriptions/challenge.ts';

/** The database of a product that runs, seen from beside. */
export function databaseOf({ dataDir }: Pick<Product, 'dataDir'>): Sql {
  return connect(embeddedAddress(dataDir), { max: 2, deadlineMs: 30_000, name: 'allswell proof' });
}

/** The answer to somebody who asks to be told. */
export interface Asked {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** From the first byte sent to the last one received. */
  ms: number;
}

/**
 * Asks as if the work of the proof cost nothing: a challenge is signed with the page's own key, and is as easy as can be.
 * Nobody outside can do so; what has to hold for them, holds here.
 */
export function createAsker(page: string, key: Buffer) {
  return async (address: string, from: string): Promise<Asked> => {
    const challenge = makeChallenge(key, new Date(Date.now() - 5_000), 1);
    const proof = { challenge: challenge.challenge, nonce: solve(challenge) };
    const body = JSON.stringify({ channel: 'email', address, proof });
    const start = performance.now();
    const response = await fetch(new URL('/api/subscriptions', page), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body,
    });
    const text = await response.text();
    const ms = performance.now() - start;
    const { date: _, ...headers } = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: text, ms };
  };
}

/** The key that challenges are signed with. */
export async function challengeKey(sql: Sql): Promise<Buffer> {
  return ensureSecret(sql, 'challenges', undefined);
}

/** Waits until a sender has said that it sends email. */
export async function emailIsOffered(sql: Sql): Promise<void> {
  await eventually(async () => {
    const [row] = await sql<{ channels: string[] }[]>`select channels from sending`;
    return row?.channels.includes('email') === true;
  });
}

/** Waits until every request was looked at, and every letter has gone. */
export async function allIsSettled(sql: Sql, everyMs = 50): Promise<void> {
  await eventually(async () => {
    const [row] = await sql<{ open: number }[]>`
      select (select count(*) from subscription_requests)::int
        + (select count(*) from letters where state in ('waiting', 'sending'))::int
        + (select count(*) from notices where expanded_at is null)::int
        + (select count(*) from deliveries where state in ('waiting', 'sending'))::int as open
    `;
    return row?.open === 0;
  }, everyMs);
}

async function eventually(isSo: () => Promise<boolean>, everyMs = 50): Promise<void> {
  const deadline = performance.now() + 300_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('It did not happen within five minutes.');
    await pause(everyMs);
  }
}
