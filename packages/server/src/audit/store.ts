import type { Sql, Tx } from '../db/connect.ts';
import type { Author } from '../db/write.ts';
import type { AuditLine } from './record.ts';

export interface AuditRow {
  id: string;
  at: Date;
  admin_id: string | null;
  admin_email: string | null;
  action: string;
  subject_type: string;
  subject_id: string | null;
  changes: Record<string, unknown>;
}

export async function insertEntry(tx: Tx, by: Author | null, line: AuditLine): Promise<void> {
  await tx`
    insert into audit (admin_id, admin_email, action, subject_type, subject_id, changes)
    values (
      ${by?.admin_id ?? null}, ${by?.email ?? null}, ${line.action}, ${line.subject_type}, ${line.subject_id ?? null},
      ${JSON.stringify(line.changes ?? {})}::text::jsonb
    )
  `;
}

export async function insertEntries(tx: Tx, by: Author | null, lines: readonly AuditLine[]): Promise<void> {
  await tx`
    insert into audit (admin_id, admin_email, action, subject_type, subject_id, changes)
    select ${by?.admin_id ?? null}, ${by?.email ?? null}, action, subject_type, subject_id, coalesce(changes, '{}')
    from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb)
      as line (action text, subject_type text, subject_id text, changes jsonb)
  `;
}

export async function findEntries(sql: Sql, { limit, offset }: { limit: number; offset: number }): Promise<AuditRow[]> {
  return sql<AuditRow[]>`select * from audit order by id desc limit ${limit} offset ${offset}`;
}

export async function countEntries(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from audit`;
  return row?.count ?? 0;
}
