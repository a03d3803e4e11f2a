import { randomBytes } from 'node:crypto';
import type { Sql } from './connect.ts';

const withinMs = 2_000;

/** Whether a notice arrives on these connections. A pooler in transaction mode takes LISTEN, and nothing ever comes. */
export async function hearsItself(sql: Sql): Promise<boolean> {
  const channel = `allswell_echo_${randomBytes(6).toString('hex')}`;
  const { promise: answer, resolve } = Promise.withResolvers<boolean>();
  const listening = await sql.listen(channel, () => resolve(true));
  const timer = setTimeout(() => resolve(false), withinMs);
  await sql.notify(channel, '');
  const heard = await answer;
  clearTimeout(timer);
  await listening.unlisten();
  return heard;
}
