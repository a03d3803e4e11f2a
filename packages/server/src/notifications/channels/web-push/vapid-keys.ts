import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Sql } from '../../../db/connect.ts';
import { seal, unseal } from '../../../db/seal.ts';

/** The keys by which push services, and the browsers behind them, know this page (RFC 8292). */
export interface VapidKeys {
  /** An uncompressed point in base64url: what browsers subscribe with. */
  publicKey: string;
  privateKey: KeyObject;
}

interface KeyRow {
  public_jwk: JsonWebKey;
  private_key: string;
  is_encrypted: boolean;
}

// A browser's subscription belongs to one key for ever, so there is one, and it is never rotated.
const id = 'vapid-1';
const purpose = 'vapid';

/** Reads the keys. The first process that asks makes them; all others, at whatever time, get the same. */
export async function ensureVapidKeys(sql: Sql, masterKey: string | undefined): Promise<VapidKeys> {
  const row = (await findKey(sql)) ?? (await makeKey(sql, masterKey));
  const { privateKey, jwk } = open(row, masterKey);
  if (!row.is_encrypted && masterKey) await sealKey(sql, row.private_key, masterKey);
  return { publicKey: pointOf(jwk), privateKey };
}

/** The public half, for the page to offer. */
export async function vapidPublicKey(sql: Sql, masterKey: string | undefined): Promise<string> {
  return (await ensureVapidKeys(sql, masterKey)).publicKey;
}

async function findKey(sql: Sql): Promise<KeyRow | undefined> {
  const [row] = await sql<KeyRow[]>`select public_jwk, private_key, is_encrypted from keys where id = ${id}`;
  return row;
}

async function makeKey(sql: Sql, masterKey: string | undefined): Promise<KeyRow> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' });
  const secret = JSON.stringify(pair.privateKey.export({ format: 'jwk' }));
  await sql`
    insert into keys (id, purpose, public_jwk, private_key, is_encrypted)
    values (
      ${id}, ${purpose}, ${sql.json({ kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' })},
      ${masterKey ? seal(secret, masterKey, id) : secret}, ${masterKey !== undefined}
    )
    on conflict (id) do nothing
  `;
  const row = await findKey(sql);
  if (!row) throw new Error('The keys for web push could not be made.');
  return row;
}

function open({ private_key, is_encrypted }: KeyRow, masterKey: string | undefined) {
  if (is_encrypted && !masterKey)
    throw new Error('The keys in the database are encrypted: set ALLSWELL_MASTER_KEY to the key they were made with.');
  const jwk = JSON.parse(is_encrypted ? unseal(private_key, masterKey ?? '', id) : private_key) as JsonWebKey;
  return { jwk, privateKey: createPrivateKey({ key: jwk, format: 'jwk' }) };
}

/** Encrypts a key that was made before there was a master key. */
async function sealKey(sql: Sql, secret: string, masterKey: string): Promise<void> {
  await sql`
    update keys set private_key = ${seal(secret, masterKey, id)}, is_encrypted = true
    where id = ${id} and not is_encrypted
  `;
}

function pointOf({ x = '', y = '' }: JsonWebKey): string {
  const half = (text: string) => Buffer.from(text, 'base64url');
  return Buffer.concat([Buffer.from([4]), half(x), half(y)]).toString('base64url');
}
