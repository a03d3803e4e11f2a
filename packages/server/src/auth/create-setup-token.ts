import type { Sql } from '../db/connect.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { isSetUp, replaceSetupToken } from './store.ts';

/** Makes the one-time token of the set-up link, good for an hour; earlier ones end. Undefined once there is an admin. */
export async function createSetupToken(sql: Sql): Promise<{ token: string; expires_at: Date } | undefined> {
  if (await isSetUp(sql)) return undefined;
  const token = newSecret();
  return { token, expires_at: await replaceSetupToken(sql, hashSecret(token)) };
}

/** True while there is no admin. */
export async function needsSetup(sql: Sql): Promise<boolean> {
  return !(await isSetUp(sql));
}
