import type { Sql } from '../../db/connect.ts';
import { forgetOld } from './due-store.ts';

/** Forgets alerts that were not heard of for a month, and cases that were closed three months ago. */
export async function forgetCases(sql: Sql): Promise<void> {
  await forgetOld(sql);
}
