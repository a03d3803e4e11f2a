import { randomBytes } from 'node:crypto';
import type { Sql, Tx } from './connect.ts';
import { seal, unseal } from './seal.ts';

/** A secret of 256 bits that is kept in the database; the first who asks for it makes it. */
export async function ensureSecret(sql: Sql | Tx, purpose: string, masterKey: string | undefined): Promise<Buffer> {
  const made = randomBytes(32).toString('base64url');
  const id = `${purpose}-1`;
  await sql`
    insert into keys (id, purpose, public_jwk, private_key, is_encrypted)
    values (${id}, ${purpose}, '{}', ${masterKey ? seal(made, masterKey, id) : made}, ${masterKey !== undefined})
    on conflict (id) do nothing
  `;
  const [row] = await sql<{ private_key: string; is_encrypted: boolean }[]>`
    select private_key, is_encrypted from keys where id = ${id}
  `;
  if (!row) throw new Error(`The secret ${id} could not be made.`);
  if (!row.is_encrypted) return Buffer.from(row.private_key, 'base64url');
  if (!masterKey)
    throw new Error('The keys in the database are encrypted: set ALLSWELL_MASTER_KEY to the key they were made with.');
  return Buffer.from(unseal(row.private_key, masterKey, id), 'base64url');
}
