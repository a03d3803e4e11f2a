import type { ComponentStatus, DatedWeights, PublishedSpan, UptimeCorrection, UptimeRecord } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { beginningOf } from '../time/day.ts';
import { zoneOf } from '../time/zone.ts';
import { type HandSet, handSetSpans } from './hand-set.ts';

// What uptime is reckoned from, as the database has it. Plain data with instants in milliseconds, so that it can be kept
// on disk as it is.

/** A correction, and what readers are told of it. */
export interface CorrectionRow extends UptimeCorrection {
  reason: string;
  madeAt: number;
}

/** Everything that the uptime of one component within a time is reckoned from. */
export interface ComponentRecord extends UptimeRecord {
  id: string;
  corrections: readonly CorrectionRow[];
  /** null while it is on the page: nothing is reckoned after it. */
  archivedAt: number | null;
}

/** Everything that uptime within a time is reckoned from. */
export interface UptimeRows {
  weights: DatedWeights[];
  /** In the order of ids. */
  components: ComponentRecord[];
}

export interface UptimeWindow {
  from: Date;
  until: Date;
  /** The page's zone: a start date begins with its first moment there. */
  timeZone: string;
  /** Of these components, archived ones too; of all that are not archived when not named. */
  ids?: readonly string[] | undefined;
}

interface BeginningRow {
  id: string;
  start_date: string | null;
  first_at: Date;
  archived_at: Date | null;
}

interface ToldRow {
  component_id: string;
  status: ComponentStatus;
  starts_at: Date;
  ends_at: Date | null;
  incident_id: string;
  counts_as_downtime: boolean;
}

/**
 * Reads what the uptime of components within a time is reckoned from. Each part comes off an index, so that it costs what
 * the time holds, whatever there was before it and after. For several answers that shall agree, give it a transaction that
 * reads as of one moment.
 */
export async function readUptimeRows(sql: Sql | Tx, window: UptimeWindow): Promise<UptimeRows> {
  const [weights, beginnings, told, byHand, corrections] = await Promise.all([
    readWeights(sql),
    readBeginnings(sql, window),
    readTold(sql, window),
    readByHand(sql, window),
    readCorrections(sql, window),
  ]);
  const zone = zoneOf(window.timeZone);
  const components = beginnings.map(({ id, start_date, first_at, archived_at }) => ({
    id,
    since: start_date === null ? first_at.getTime() : beginningOf(Date.parse(start_date) / dayMs, zone).getTime(),
    spans: [...handSetSpans(byHand.get(id) ?? []), ...(told.get(id) ?? [])],
    corrections: corrections.get(id) ?? [],
    archivedAt: archived_at?.getTime() ?? null,
  }));
  return { weights, components };
}

/** All weights that ever held, in order. */
export async function readWeights(sql: Sql | Tx): Promise<DatedWeights[]> {
  const rows = await sql<(Omit<DatedWeights, 'from'> & { effective_from: Date | null })[]>`
    select major_outage::float8, partial_outage::float8, degraded_performance::float8, effective_from
    from uptime_weights order by effective_from nulls first
  `;
  return rows.map(({ effective_from, ...weights }) => ({ ...weights, from: effective_from?.getTime() ?? null }));
}

const dayMs = 86_400_000;

/** Which components `c` are meant. */
function wanted(sql: Sql | Tx, { ids }: UptimeWindow) {
  return ids === undefined ? sql`c.archived_at is null` : sql`c.id = any(${[...ids]})`;
}

/** Only what belongs to the components that were named. What belongs to archived ones is dropped once it was read. */
function ofNamed(sql: Sql | Tx, { ids }: UptimeWindow, column: ReturnType<typeof wanted>) {
  return ids === undefined ? sql`` : sql`and ${column} = any(${[...ids]})`;
}

/** From when on there is something to say of each: its start date, else the first that is known of it. */
function readBeginnings(sql: Sql | Tx, window: UptimeWindow): Promise<BeginningRow[]> {
  return sql<BeginningRow[]>`
    select c.id, c.start_date::text, c.archived_at, coalesce(
      (select h.starts_at from component_changes h left join incidents i on i.id = h.incident_id
        where h.component_id = c.id and (not h.told or i.deleted_at is null)
        order by h.starts_at limit 1),
      c.created_at
    ) as first_at
    from components c where ${wanted(sql, window)} order by c.id
  `;
}

/** What incidents that are not deleted say, in the order in which it began. */
async function readTold(sql: Sql | Tx, window: UptimeWindow): Promise<Map<string, PublishedSpan[]>> {
  const rows = await sql<ToldRow[]>`
    select h.component_id, h.status, h.starts_at, h.ends_at, h.incident_id, i.counts_as_downtime
    from component_changes h join incidents i on i.id = h.incident_id and i.deleted_at is null
    where h.told and h.status <> 'operational'
      and tstzrange(h.starts_at, h.ends_at) && tstzrange(${window.from}, ${window.until})
      ${ofNamed(sql, window, sql`h.component_id`)}
    order by h.starts_at, h.incident_id, h.id
  `;
  return group(rows, (row) => ({
    status: row.status,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at?.getTime() ?? null,
    incidentId: row.incident_id,
    ...(row.counts_as_downtime && { countsAsDowntime: true }),
  }));
}

/** What was set by hand: what each had when the time began, and what it was set to in it. What stayed the same is left out. */
async function readByHand(sql: Sql | Tx, window: UptimeWindow): Promise<Map<string, HandSet[]>> {
  const rows = await sql<{ component_id: string; status: ComponentStatus; starts_at: Date }[]>`
    select component_id, status, starts_at from (
      select c.id as component_id, h.id, h.status, h.starts_at,
        lag(h.status) over (partition by c.id order by h.starts_at, h.id) is not distinct from h.status as is_same
      from components c, lateral (
        (select id, status, starts_at from component_changes
          where component_id = c.id and incident_id is null and not told and starts_at <= ${window.from}
          order by starts_at desc, id desc limit 1)
        union all
        (select id, status, starts_at from component_changes
          where component_id = c.id and incident_id is null and not told
            and starts_at > ${window.from} and starts_at < ${window.until})
      ) h
      where ${wanted(sql, window)}
    ) set_by_hand
    where not is_same order by starts_at, id
  `;
  return group(rows, ({ status, starts_at }) => ({ status, startsAt: starts_at.getTime() }));
}

/** Those that are not taken back, in the order in which they were made. */
async function readCorrections(sql: Sql | Tx, window: UptimeWindow): Promise<Map<string, CorrectionRow[]>> {
  const rows = await sql<
    {
      id: string;
      component_id: string;
      counts_as: ComponentStatus;
      starts_at: Date;
      ends_at: Date;
      reason: string;
      created_at: Date;
    }[]
  >`
    select id, component_id, counts_as, starts_at, ends_at, reason, created_at from uptime_corrections
    where revoked_at is null and starts_at < ${window.until} and ends_at > ${window.from}
      ${ofNamed(sql, window, sql`component_id`)}
    order by created_at, id
  `;
  return group(rows, (row) => ({
    id: row.id,
    countsAs: row.counts_as,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at.getTime(),
    reason: row.reason,
    madeAt: row.created_at.getTime(),
  }));
}

function group<R extends { component_id: string }, T>(rows: readonly R[], write: (row: R) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const own = groups.get(row.component_id);
    if (own) own.push(write(row));
    else groups.set(row.component_id, [write(row)]);
  }
  return groups;
}
