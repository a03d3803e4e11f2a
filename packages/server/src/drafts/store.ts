import type { Draft } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

export interface DraftRow {
  id: string;
  kind: Draft['kind'];
  incident_id: string | null;
  content: Record<string, unknown>;
  /** Who began it; null once that admin is no more. */
  admin_id: string | null;
  admin_email: string | null;
  /** What the machine wrote it for. */
  alert_case: Draft['alert_case'];
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** Which drafts a list asks for. */
export interface DraftQuery {
  kind?: Draft['kind'] | undefined;
  incident_id?: string | undefined;
}

type Db = Sql | Tx;

const columns = (sql: Db) => sql`
  d.id, d.kind, d.incident_id, d.content, d.admin_id, a.email as admin_email, d.version, d.created_at, d.updated_at,
  (
    select json_build_object('id', k.id, 'title', k.title, 'state', k.state) from alert_cases k
    where k.draft_id = d.id or k.proposal_draft_id = d.id order by k.opened_at desc limit 1
  ) as alert_case
`;
const matching = (sql: Db, { kind, incident_id }: DraftQuery) => sql`
  true
  ${kind === undefined ? sql`` : sql`and d.kind = ${kind}`}
  ${incident_id === undefined ? sql`` : sql`and d.incident_id = ${incident_id}`}
`;

export async function findDrafts(
  sql: Db,
  query: DraftQuery,
  { limit, offset }: { limit: number; offset: number },
): Promise<DraftRow[]> {
  return sql<DraftRow[]>`
    select ${columns(sql)} from drafts d left join admins a on a.id = d.admin_id
    where ${matching(sql, query)} order by d.updated_at desc, d.id limit ${limit} offset ${offset}
  `;
}

export async function countDrafts(sql: Db, query: DraftQuery): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from drafts d where ${matching(sql, query)}
  `;
  return row?.count ?? 0;
}

export async function findDraft(sql: Db, id: string): Promise<DraftRow | undefined> {
  const [row] = await sql<DraftRow[]>`
    select ${columns(sql)} from drafts d left join admins a on a.id = d.admin_id where d.id = ${id}
  `;
  return row;
}

export async function lockDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  const [row] = await tx<DraftRow[]>`
    select ${columns(tx)} from drafts d left join admins a on a.id = d.admin_id where d.id = ${id} for update of d
  `;
  return row;
}

export async function insertDraft(
  tx: Tx,
  { content, ...draft }: Pick<DraftRow, 'id' | 'kind' | 'incident_id' | 'content' | 'admin_id'>,
): Promise<void> {
  await tx`insert into drafts ${tx({ ...draft, content: tx.json(content as never) })}`;
}

export async function insertDrafts(
  tx: Tx,
  drafts: readonly { id: string; content: Record<string, unknown> }[],
): Promise<void> {
  if (drafts.length === 0) return;
  await tx`
    insert into drafts (id, kind, content)
    select id, 'incident', content
    from jsonb_to_recordset(${JSON.stringify(drafts)}::text::jsonb) as r (id text, content jsonb)
  `;
}

export async function updateDraft(tx: Tx, id: string, content: Record<string, unknown>): Promise<void> {
  await tx`
    update drafts set content = ${tx.json(content as never)}, updated_at = clock_timestamp(), version = version + 1
    where id = ${id}
  `;
}

export async function removeDraft(tx: Tx, id: string): Promise<void> {
  await tx`delete from drafts where id = ${id}`;
}

export async function removeDraftsOf(tx: Tx, incidentIds: readonly string[]): Promise<void> {
  await tx`delete from drafts where incident_id = any(${[...incidentIds]})`;
}

/** Whether there is an incident to write an update for; it stays until the transaction is over. */
export async function holdsIncident(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx`select from incidents where id = ${id} and deleted_at is null for key share`;
  return rows.length > 0;
}
