import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Sql, Tx } from '../db/connect.ts';
import { seal, unseal } from '../db/seal.ts';
import { findKeys, findSigningSince, insertKey, type KeyRow, lockKeys, retireKey, updatePrivateKey } from './store.ts';

/** The algorithm of our access tokens, and the only one we accept. */
export const algorithm = 'ES256';
const reloadAtMostEveryMs = 1_000;
const signsForMs = 90 * 24 * 60 * 60_000;

/** The keys that sign access tokens and check them. */
export interface Keyring {
  /** The key that signs now. */
  signer(): Promise<{ id: string; key: CryptoKey }>;
  /** Our own public key of this id; undefined for every other id. */
  verifier(id: string): Promise<CryptoKey | undefined>;
  /** The public keys, as served at /.well-known/jwks.json. */
  published(): Promise<JWK[]>;
}

/** Reads the keys when they are first needed, and again when a token names one that came later. */
export function createKeyring(sql: Sql, masterKey: string | undefined): Keyring {
  let rows: KeyRow[] | undefined;
  let loadedAt = -Infinity;
  const imported = new Map<string, Promise<CryptoKey>>();

  /** What is known stays known when this fails: tokens are still read while the database is gone. */
  async function load(): Promise<KeyRow[]> {
    loadedAt = performance.now();
    rows = await ensureKeys(sql, masterKey);
    return rows;
  }
  const current = async () => rows ?? load();

  function importOnce(name: string, jwk: JWK): Promise<CryptoKey> {
    let key = imported.get(name);
    if (!key) {
      key = importJWK(jwk, algorithm).then((made) => {
        if (made instanceof Uint8Array) throw new Error('A signing key has to be a key pair.');
        return made;
      });
      imported.set(name, key);
    }
    return key;
  }

  return {
    async signer() {
      // Read anew each time: another process may have rotated the keys, and signing in asks the database anyway.
      const active = (await load()).find((row) => row.retired_at === null);
      if (!active) throw new Error('There is no signing key.');
      return { id: active.id, key: await importOnce(`private ${active.id}`, openKey(active, masterKey)) };
    },
    async verifier(id) {
      let row = (await current()).find((known) => known.id === id);
      if (!row && performance.now() - loadedAt > reloadAtMostEveryMs)
        row = (await load()).find((known) => known.id === id);
      return row && importOnce(`public ${row.id}`, row.public_jwk);
    },
    async published() {
      return (await current()).map((row) => ({ ...row.public_jwk, kid: row.id, alg: algorithm, use: 'sig' }));
    },
  };
}

/**
 * Makes the first keys when there are none, and encrypts those that lie open once there is a master key. Of the keys
 * that are not retired the oldest signs; the next one is published ahead of its time.
 */
export async function ensureKeys(sql: Sql, masterKey: string | undefined): Promise<KeyRow[]> {
  const rows = await findKeys(sql);
  for (const row of rows) openKey(row, masterKey);
  if (
    rows.filter((row) => row.retired_at === null).length >= 2 &&
    !(masterKey && rows.some((row) => !row.is_encrypted))
  )
    return rows;

  await sql.begin(async (tx) => {
    await lockKeys(tx);
    const live = (await findKeys(tx)).filter((row) => row.retired_at === null);
    for (let count = live.length; count < 2; count++) await addKey(tx, masterKey);
    if (!masterKey) return;
    for (const row of live.filter((one) => !one.is_encrypted)) {
      await updatePrivateKey(tx, row.id, seal(row.private_key, masterKey, row.id));
    }
  });
  return findKeys(sql);
}

/** Retires the key that signs; the next one takes over, and a new next one is made. */
export async function rotateKeys(sql: Sql, masterKey: string | undefined): Promise<{ active: string; next: string }> {
  await ensureKeys(sql, masterKey);
  return sql.begin(async (tx) => {
    await lockKeys(tx);
    return rotate(tx, masterKey);
  });
}

/** Does the same when the key has signed for 90 days. Of several processes that notice, one does it. */
export async function rotateDueKeys(sql: Sql, masterKey: string | undefined): Promise<void> {
  await sql.begin(async (tx) => {
    await lockKeys(tx);
    const since = await findSigningSince(tx);
    if (since && Date.now() - since.getTime() > signsForMs) await rotate(tx, masterKey);
  });
}

async function rotate(tx: Tx, masterKey: string | undefined): Promise<{ active: string; next: string }> {
  const [retiring, active] = (await findKeys(tx)).filter((row) => row.retired_at === null);
  if (!retiring || !active) throw new Error('There are no keys to rotate.');
  await retireKey(tx, retiring.id);
  return { active: active.id, next: await addKey(tx, masterKey) };
}

async function addKey(tx: Tx, masterKey: string | undefined): Promise<string> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const public_jwk = await exportJWK(pair.publicKey);
  const id = (await calculateJwkThumbprint(public_jwk)).slice(0, 16);
  const open = JSON.stringify(await exportJWK(pair.privateKey));
  const private_key = masterKey ? seal(open, masterKey, id) : open;
  await insertKey(tx, { id, public_jwk, private_key, is_encrypted: masterKey !== undefined });
  return id;
}

function openKey(row: KeyRow, masterKey: string | undefined): JWK {
  if (!row.is_encrypted) return JSON.parse(row.private_key) as JWK;
  if (!masterKey)
    throw new Error('The keys in the database are encrypted: set ALLSWELL_MASTER_KEY to the key they were made with.');
  try {
    return JSON.parse(unseal(row.private_key, masterKey, row.id)) as JWK;
  } catch (cause) {
    throw new Error(
      'The keys in the database were encrypted with another ALLSWELL_MASTER_KEY than the one that is set.',
      { cause },
    );
  }
}
