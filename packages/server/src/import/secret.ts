import type { Sql } from '../db/connect.ts';
import { ensureSecret } from '../db/ensure-secret.ts';

/** What keys are sealed with while they are needed: a secret of the database, itself under the master key where there is one. */
export async function secretOf(sql: Sql, masterKey: string | undefined): Promise<string> {
  return (await ensureSecret(sql, 'imports', masterKey)).toString('base64url');
}

/** The name that the key of an import is sealed under. */
export const keyName = (id: string) => `import ${id}`;
