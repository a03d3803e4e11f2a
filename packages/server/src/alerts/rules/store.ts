import type { AlertMapping, AlertRule, AlertSourceKind, ComponentStatus } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';

export interface RuleRow extends Omit<AlertRule, 'created_at' | 'updated_at'> {
  created_at: Date;
  updated_at: Date;
}
type Fields = Omit<RuleRow, 'id' | 'position' | 'version' | 'created_at' | 'updated_at'>;
type Db = Sql | Tx;

// Components that have left the page are not touched any more.
const columns = (sql: Db) => sql`
  r.id, r.name, r.is_enabled, r.position, r.source_id, r.conditions, r.action, r.groups_alerts,
  (
    select coalesce(jsonb_object_agg(named.key, named.value), '{}')
    from jsonb_each_text(r.components) as named
    join components c on c.id = named.key and c.archived_at is null
  ) as components,
  r.impact_override, r.template_id, r.incident_name, r.body, r.deliver_notifications, r.hold_seconds, r.resolves,
  r.version, r.created_at, r.updated_at
`;

export async function findRules(
  sql: Db,
  { limit, offset }: { limit: number; offset: number } = { limit: 10_000, offset: 0 },
): Promise<RuleRow[]> {
  return sql<RuleRow[]>`
    select ${columns(sql)} from alert_rules r order by r.position, r.name, r.id limit ${limit} offset ${offset}
  `;
}

/** All rules in their order. None of them is deleted before the transaction is over. */
export async function holdRules(tx: Tx): Promise<RuleRow[]> {
  return tx<RuleRow[]>`select ${columns(tx)} from alert_rules r order by r.position, r.name, r.id for key share of r`;
}

export async function countRules(sql: Db): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from alert_rules`;
  return row?.count ?? 0;
}

export async function findRule(sql: Db, id: string): Promise<RuleRow | undefined> {
  const [row] = await sql<RuleRow[]>`select ${columns(sql)} from alert_rules r where r.id = ${id}`;
  return row;
}

export async function lockRule(tx: Tx, id: string): Promise<RuleRow | undefined> {
  const [row] = await tx<RuleRow[]>`select ${columns(tx)} from alert_rules r where r.id = ${id} for update of r`;
  return row;
}

export async function insertRule(tx: Tx, rule: Fields & { id: string }): Promise<void> {
  await tx`insert into alert_rules ${tx({ ...stored(tx, rule), position: 2_147_483_647 })}`;
}

export async function updateRule(tx: Tx, id: string, change: Partial<Fields>): Promise<void> {
  await tx`
    update alert_rules set ${tx({ id, ...stored(tx, change) })}, updated_at = clock_timestamp(), version = version + 1
    where id = ${id}
  `;
}

export async function removeRule(tx: Tx, id: string): Promise<void> {
  await tx`delete from alert_rules where id = ${id}`;
}

/** All ids in their order; whoever changes the order waits for the other. */
export async function lockOrder(tx: Tx): Promise<string[]> {
  await tx`select pg_advisory_xact_lock(hashtext('allswell:alert-rules'))`;
  const rows = await tx<{ id: string }[]>`select id from alert_rules order by position, name, id`;
  return rows.map((row) => row.id);
}

/** Numbers the rules from 1. */
export async function writeOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx`
    update alert_rules r set position = list.place
    from unnest(${[...ids]}::text[]) with ordinality as list (id, place)
    where r.id = list.id and r.position <> list.place
  `;
}

/** What a rule names, as far as it is there. */
export interface Named {
  components: ReadonlySet<string>;
  isSource: boolean;
  /** The kind of the template; undefined when there is none. */
  template: string | undefined;
}

export async function findNamed(
  sql: Db,
  {
    components,
    source_id,
    template_id,
  }: { components: readonly string[]; source_id: string | null; template_id: string | null },
): Promise<Named> {
  const [row] = await sql<{ components: string[]; is_source: boolean; template: string | null }[]>`
    select
      array(select id from components where id = any(${[...components]}) and archived_at is null) as components,
      exists (select from alert_sources where id = ${source_id}) as is_source,
      (select kind from templates where id = ${template_id}) as template
  `;
  return {
    components: new Set(row?.components),
    isSource: row?.is_source ?? false,
    template: row?.template ?? undefined,
  };
}

/** A delivery as a trial of rules reads it. */
export interface DeliveryRow {
  id: string;
  source_id: string;
  kind: AlertSourceKind;
  mapping: AlertMapping | null;
  received_at: Date;
  content_type: string | null;
  body: Buffer;
}

/** What was delivered and could be read, newest first, before an id. */
export async function findDelivered(
  sql: Sql,
  { days, before, limit }: { days: number; before: string | null; limit: number },
): Promise<DeliveryRow[]> {
  return sql<DeliveryRow[]>`
    select d.id::text as id, d.source_id, s.kind, s.mapping, d.received_at, d.content_type, d.body
    from alert_deliveries d join alert_sources s on s.id = d.source_id
    where d.state = 'done' and d.received_at > clock_timestamp() - make_interval(days => ${days})
      ${before === null ? sql`` : sql`and d.id < ${before}::bigint`}
    order by d.id desc limit ${limit}
  `;
}

function stored(
  tx: Tx,
  fields: Partial<Fields> & { components?: Record<string, ComponentStatus> },
): Record<string, unknown> & Partial<Omit<Fields, 'components' | 'conditions'>> {
  const { components, conditions, ...plain } = fields;
  return {
    ...plain,
    ...(components && { components: tx.json(components) }),
    ...(conditions && { conditions: tx.json(conditions) }),
  };
}
