import type { Sql } from '../db/connect.ts';
import { ensureSecret } from '../db/ensure-secret.ts';
import { type LetterBudget, openLetterBudget } from './letter-budget.ts';
import { type Links, openLinks } from './links.ts';

/** The secrets of subscribing, read once each. */
export interface Secrets {
  /** Signs challenges. */
  challengeKey(sql: Sql): Promise<Buffer>;
  links(sql: Sql): Promise<Links>;
  budget(sql: Sql): Promise<LetterBudget>;
}

/** Reads each secret when it is first asked for. */
export function createSecrets(publicUrl: string, masterKey: string | undefined): Secrets {
  return {
    challengeKey: once((sql) => ensureSecret(sql, 'challenges', masterKey)),
    links: once((sql) => openLinks(sql, publicUrl, masterKey)),
    budget: once((sql) => openLetterBudget(sql, masterKey)),
  };
}

/** Remembers what was read; what could not be read is tried again. */
function once<T>(read: (sql: Sql) => Promise<T>): (sql: Sql) => Promise<T> {
  let known: Promise<T> | undefined;
  return (sql) => {
    known ??= read(sql).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
