import type { Sql, Tx } from '../db/connect.ts';
import { noticesChannel } from '../notices/announce.ts';

/** A letter to one person that is no news of an incident. */
export interface NewLetter {
  /** `already`: who subscribes again is told that they are subscribed, and how to change it. */
  kind: 'confirm' | 'already' | 'invite' | 'reset' | 'test';
  address: string;
  locale: string;
  subscription_id?: string;
  admin_id?: string;
}

/** Notes that a letter is to be sent. Whatever secret it carries is made when it is sent, and stored nowhere. */
export async function postLetter(db: Sql | Tx, letter: NewLetter): Promise<void> {
  await db`
    with posted as (insert into letters ${db(letter)} returning id)
    select pg_notify(${noticesChannel}, 'letter') from posted
  `;
}
