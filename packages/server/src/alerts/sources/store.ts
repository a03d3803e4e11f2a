import type { AlertMapping, AlertSourceKind, AlertVerification } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';
import { lockPage } from '../../db/page-state.ts';

export interface SourceRow {
  id: string;
  kind: AlertSourceKind;
  name: string;
  is_enabled: boolean;
  address_salt: string;
  previous_address_salt: string | null;
  previous_address_until: Date | null;
  verification: AlertVerification;
  mapping: AlertMapping | null;
  topic_arns: string[];
  last_received_at: Date | null;
  version: number;
  created_at: Date;
  updated_at: Date;
}

export interface SecretRow {
  id: string;
  source_id: string;
  secret: string;
  is_encrypted: boolean;
  hint: string;
  created_at: Date;
  expires_at: Date | null;
}

/** What of a source an admin chooses. */
export type SourceFields = Pick<SourceRow, 'name' | 'is_enabled' | 'verification' | 'mapping' | 'topic_arns'>;
type Db = Sql | Tx;

export async function findSources(sql: Db, { limit, offset }: { limit: number; offset: number }): Promise<SourceRow[]> {
  return sql<SourceRow[]>`select * from alert_sources order by name, id limit ${limit} offset ${offset}`;
}

export async function countSources(sql: Db): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from alert_sources`;
  return row?.count ?? 0;
}

export async function findSource(sql: Db, id: string): Promise<SourceRow | undefined> {
  const [row] = await sql<SourceRow[]>`select * from alert_sources where id = ${id}`;
  return row;
}

export async function lockSource(tx: Tx, id: string): Promise<SourceRow | undefined> {
  const [row] = await tx<SourceRow[]>`select * from alert_sources where id = ${id} for no key update`;
  return row;
}

export async function insertSource(
  tx: Tx,
  { id, kind, ...fields }: SourceFields & Pick<SourceRow, 'id' | 'kind'>,
): Promise<void> {
  await tx`insert into alert_sources ${tx({ id, kind, ...stored(tx, fields) })}`;
}

export async function updateSource(tx: Tx, id: string, fields: Partial<SourceFields>): Promise<void> {
  await tx`
    update alert_sources set ${tx({ ...stored(tx, fields) })}, version = version + 1, updated_at = clock_timestamp()
    where id = ${id}
  `;
}

/** Takes the locks in the order of whoever reads: first a delivery, then the page with all cases, then the source. */
export async function removeSource(tx: Tx, id: string): Promise<void> {
  await tx`select from alert_deliveries where source_id = ${id} and state = 'waiting' order by id for update`;
  await lockPage(tx);
  await tx`delete from alert_sources where id = ${id}`;
}

/** Makes a new address of another salt. The one before stays good for a day. */
export async function replaceSalt(tx: Tx, id: string): Promise<void> {
  await tx`
    update alert_sources set
      previous_address_salt = address_salt, previous_address_until = clock_timestamp() + interval '24 hours',
      address_salt = substr(replace(gen_random_uuid()::text, '-', ''), 1, 16),
      version = version + 1, updated_at = clock_timestamp()
    where id = ${id}
  `;
}

export async function forgetPreviousSalt(tx: Tx, id: string): Promise<void> {
  await tx`
    update alert_sources set previous_address_salt = null, previous_address_until = null,
      version = version + 1, updated_at = clock_timestamp()
    where id = ${id}
  `;
}

/** Secrets that are good now. */
export async function findSecrets(sql: Db, sourceIds: readonly string[]): Promise<SecretRow[]> {
  return sql<SecretRow[]>`
    select * from alert_source_secrets
    where source_id = any(${[...sourceIds]}) and (expires_at is null or expires_at > clock_timestamp())
    order by created_at, id
  `;
}

export async function insertSecret(
  tx: Tx,
  secret: Pick<SecretRow, 'id' | 'source_id' | 'secret' | 'is_encrypted' | 'hint'>,
): Promise<SecretRow> {
  const [row] = await tx<SecretRow[]>`insert into alert_source_secrets ${tx(secret)} returning *`;
  if (!row) throw new Error('A secret could not be kept.');
  return row;
}

/** Ends the others after a while; one that ends sooner does so. */
export async function expireOthers(tx: Tx, { source_id, id }: SecretRow, minutes: number): Promise<void> {
  await tx`
    update alert_source_secrets
    set expires_at = least(expires_at, clock_timestamp() + make_interval(mins => ${minutes}))
    where source_id = ${source_id} and id <> ${id}
  `;
}

export async function removeSecret(tx: Tx, sourceId: string, id: string): Promise<boolean> {
  const { count } = await tx`delete from alert_source_secrets where source_id = ${sourceId} and id = ${id}`;
  return count > 0;
}

/** Secrets and addresses that are good no longer. */
export async function removeExpired(sql: Db): Promise<void> {
  await sql`delete from alert_source_secrets where expires_at < clock_timestamp()`;
  await sql`
    update alert_sources set previous_address_salt = null, previous_address_until = null
    where previous_address_until < clock_timestamp()
  `;
}

function stored(tx: Tx, { verification, mapping, ...plain }: Partial<SourceFields>) {
  return {
    ...plain,
    ...(verification !== undefined && { verification: tx.json({ ...verification }) }),
    ...(mapping !== undefined && { mapping: mapping && tx.json(mapping) }),
  };
}
