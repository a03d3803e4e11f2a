import { createHmac } from 'node:crypto';
import type { Sql, Tx } from '../db/connect.ts';
import { ensureSecret } from '../db/ensure-secret.ts';
import { countLetter, exhaustLetters, forgetLetters } from './store.ts';

/** So many letters may an inbox get before its owner has answered one. */
const letters = 3;
const everyHours = 24;

/** Keeps strangers from filling an inbox: how many letters it was sent without an answer. */
export interface LetterBudget {
  /** Counts one letter; false when it must not be sent. */
  take(tx: Tx, inbox: string): Promise<boolean>;
  /** The owner has answered. */
  renew(tx: Tx, inbox: string): Promise<void>;
  /** The owner wants none any more. */
  close(tx: Tx, inbox: string): Promise<void>;
}

/** Opens the budget. Inboxes are known by a keyed hash alone: it says nothing without the key. */
export async function openLetterBudget(db: Sql | Tx, masterKey: string | undefined): Promise<LetterBudget> {
  const key = await ensureSecret(db, 'inboxes', masterKey);
  const hashOf = (inbox: string) => createHmac('sha256', key).update(inbox).digest();
  return {
    take: (tx, inbox) => countLetter(tx, hashOf(inbox), { letters, everyHours }),
    renew: (tx, inbox) => forgetLetters(tx, hashOf(inbox)),
    close: (tx, inbox) => exhaustLetters(tx, hashOf(inbox), letters),
  };
}
