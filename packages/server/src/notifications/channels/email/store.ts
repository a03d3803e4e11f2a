import type { Sql, Tx } from '../../../db/connect.ts';

/** What a letter needs to know of the page. */
export interface PageOfLetters {
  name: string;
  default_language: string;
}

export async function findPage(sql: Sql): Promise<PageOfLetters> {
  const [page] = await sql<PageOfLetters[]>`select name, default_language from settings`;
  if (!page) throw new Error('settings has lost its row.');
  return page;
}

/** What the links of a subscription are made from; undefined when it is gone. */
export async function findLinkSource(sql: Sql, id: string): Promise<{ id: string; link_salt: string } | undefined> {
  const [subscription] = await sql<{ id: string; link_salt: string }[]>`
    select id::text, link_salt from subscriptions where id = ${id} and channel = 'email'
  `;
  return subscription;
}

/** Where an admin gets a letter, and in which language. */
export async function findAddressee(tx: Tx, adminId: string): Promise<{ address: string; locale: string }> {
  const [admin] = await tx<{ address: string; locale: string }[]>`
    select a.email as address, s.default_language as locale from admins a, settings s where a.id = ${adminId}
  `;
  if (!admin) throw new Error(`The admin ${adminId} is gone while signed in.`);
  return admin;
}
