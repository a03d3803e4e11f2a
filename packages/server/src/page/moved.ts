import { importSources } from '@allswell/protocol/schema';
import type { Sql } from '../db/connect.ts';

/** Whether something could have been known by this name, here or where it was before. */
export function isOldAddress(id: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,99}$/.test(id);
}

/** The id here of an incident that was brought in from elsewhere; undefined for what was not. */
export async function readMoved(sql: Sql, externalId: string): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select id from imported
    where source = any(${[...importSources]}) and kind = 'incident' and external_id = ${externalId} and id <> external_id
    order by imported_at, source limit 1
  `;
  return row?.id;
}
