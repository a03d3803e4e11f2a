import type { Sql } from '../../db/connect.ts';
import type { SecretRow, SourceRow } from '../sources/store.ts';

/** Who claims to send, with what it may prove itself by. */
export interface SenderRow
  extends Omit<SourceRow, 'last_received_at' | 'version' | 'created_at' | 'updated_at' | 'mapping'> {
  secrets: Pick<SecretRow, 'id' | 'secret' | 'is_encrypted'>[];
}

export async function findSender(sql: Sql, id: string): Promise<SenderRow | undefined> {
  const [row] = await sql<SenderRow[]>`
    select s.id, s.kind, s.name, s.is_enabled, s.address_salt, s.previous_address_salt, s.previous_address_until,
      s.verification, s.topic_arns,
      coalesce(
        (
          select jsonb_agg(jsonb_build_object('id', k.id, 'secret', k.secret, 'is_encrypted', k.is_encrypted))
          from alert_source_secrets k
          where k.source_id = s.id and (k.expires_at is null or k.expires_at > clock_timestamp())
        ),
        '[]'
      ) as secrets
    from alert_sources s where s.id = ${id}
  `;
  return row;
}
