import { type Draft, DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { readSettings } from '../settings/read-settings.ts';
import { stamp } from '../time/stamp.ts';
import { countDrafts, type DraftQuery, type DraftRow, findDraft, findDrafts } from './store.ts';

/** One draft. */
export async function readDraft(sql: Sql | Tx, id: string): Promise<Draft> {
  const row = await findDraft(sql, id);
  if (!row) throw draftNotFound(id);
  return toDraft(row, (await readSettings(sql)).time_zone);
}

/** Drafts of all admins, the one that was written at last first. */
export async function listDrafts(
  sql: Sql,
  { limit, offset, ...query }: DraftQuery & { limit: number; offset: number },
): Promise<{ drafts: Draft[]; total: number }> {
  const rows = await findDrafts(sql, query, { limit, offset });
  const { time_zone } = await readSettings(sql);
  return { drafts: rows.map((row) => toDraft(row, time_zone)), total: await countDrafts(sql, query) };
}

export function draftNotFound(id: string): DomainError {
  return new DomainError(
    'draft-not-found',
    `There is no draft ${id}: it was published or thrown away meanwhile. Look at the page before you publish it.`,
  );
}

function toDraft(row: DraftRow, zone: string): Draft {
  const { admin_id, admin_email, created_at, updated_at, id, kind, incident_id, content, version, alert_case } = row;
  return {
    id,
    kind,
    incident_id,
    content,
    admin: admin_id === null || admin_email === null ? null : { id: admin_id, email: admin_email },
    alert_case: alert_case ?? null,
    created_at: stamp(created_at, zone),
    updated_at: stamp(updated_at, zone),
    version,
  };
}
