import type { NewSubscription } from '@allswell/protocol/schema';
import { createECDH, randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Sql } from '../db/connect.ts';
import { ensureSecret } from '../db/ensure-secret.ts';
import { makeChallenge, solve } from '../subscriptions/challenge.ts';
import { type Links, openLinks } from '../subscriptions/links.ts';
import { settleRequests } from '../subscriptions/settle-requests.ts';
import { publicUrl, type Reply, type TestApp } from './app.ts';

/** Says that a sender can send by these channels. */
export async function offerChannels(sql: Sql, channels = ['email', 'web_push']): Promise<void> {
  await sql`update sending set channels = ${channels}::text[]`;
}

/** A proof of work that is done already, for a challenge that is old enough and easy. */
export async function makeProof(sql: Sql, age = 2_000): Promise<NewSubscription['proof']> {
  const key = await ensureSecret(sql, 'challenges', undefined);
  const [clock] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
  const made = makeChallenge(key, new Date((clock?.now.getTime() ?? 0) - age), 2);
  return { challenge: made.challenge, nonce: solve(made) };
}

/** Asks to be told, with a proof of work. */
export async function askToBeTold(
  t: TestApp,
  wish: Record<string, unknown>,
  from = '192.0.2.1',
): Promise<Reply<{ status: string }>> {
  const body = { channel: 'email', proof: await makeProof(t.sql), ...wish };
  return t.request('POST', '/api/subscriptions', { body, from });
}

/** Lets the worker look at what was asked for. */
export async function settle(sql: Sql): Promise<void> {
  await settleRequests(sql, {} as Config);
}

/** The links of a test page. */
export async function linksOf(sql: Sql): Promise<Links> {
  return openLinks(sql, publicUrl, undefined);
}

/** What a browser gives a page that subscribes to push messages. */
export function browserSubscription(
  endpoint = `https://fcm.googleapis.com/fcm/send/${randomBytes(9).toString('hex')}`,
) {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  const keys = { p256dh: ecdh.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
  return { endpoint, expirationTime: null, keys };
}
