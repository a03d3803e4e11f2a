import type { Sql, Tx } from '../../db/connect.ts';
import { handSetSpans } from '../../wire/hand-set.ts';
import { readUptimeRows, type UptimeRows } from '../../wire/uptime-rows.ts';
import { type Past, quarterMs, reach } from './any-past.ts';
import { beginningOf, dayAt, idOf } from './judge-past.ts';

class Enough extends Error {}

/** Writes a past into tables, and reads what it is reckoned from; nothing of it stays. */
export async function readBack(sql: Sql, past: Past): Promise<UptimeRows> {
  let rows: UptimeRows | undefined;
  try {
    await sql.begin(async (tx) => {
      await keep(tx, past);
      const [first, last] = past.days.map((day) => Date.parse(`${dayAt(past, day)}T00:00:00Z`));
      rows = await readUptimeRows(tx, {
        // Wider than the days by any offset that there is: what lies outside of them must not matter.
        from: new Date((first ?? 0) - 26 * 3_600_000),
        until: new Date((last ?? 0) + 50 * 3_600_000),
        timeZone: past.zone,
        ids: past.components.map((_, index) => idOf('component', index)),
      });
      throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  if (!rows) throw new Error('Nothing was read.');
  return rows;
}

async function keep(tx: Tx, past: Past): Promise<void> {
  const at = (quarter: number) => new Date(past.turn + quarter * quarterMs).toISOString();
  const maybe = (quarter: number | null) => (quarter === null ? null : at(quarter));
  await insert(
    tx,
    'components',
    past.components.map(({ startDay, archivedAt }, index) => ({
      id: idOf('component', index),
      name: `Component ${index}`,
      position: index,
      start_date: startDay === null ? null : dayAt(past, startDay),
      archived_at: maybe(archivedAt),
      created_at: at(-reach),
    })),
  );
  await insert(
    tx,
    'incidents',
    past.incidents.map(({ isDeleted, counts }, index) => ({
      id: idOf('incident', index),
      name: `Incident ${index}`,
      status: 'investigating',
      started_at: at(0),
      deleted_at: isDeleted ? at(0) : null,
      counts_as_downtime: counts,
    })),
  );
  await insert(
    tx,
    'uptime_weights',
    past.weights.map(({ from, major, partial, degraded }, index) => ({
      id: idOf('weights', index),
      major_outage: major / 1_000,
      partial_outage: partial / 1_000,
      degraded_performance: degraded / 1_000,
      effective_from: at(from),
    })),
  );
  for (const [index, { recorded, told, corrections }] of past.components.entries()) {
    const component_id = idOf('component', index);
    await insert(tx, 'component_changes', [
      ...recorded.map(({ at: from, status, incident }, place) => {
        const incident_id = incident === null ? null : idOf('incident', incident);
        const next = recorded[place + 1]?.at ?? null;
        return { component_id, status, starts_at: at(from), ends_at: maybe(next), incident_id, told: false };
      }),
      ...told.map(({ from, until, status, incident }) => {
        const incident_id = idOf('incident', incident);
        return { component_id, status, starts_at: at(from), ends_at: maybe(until), incident_id, told: true };
      }),
    ]);
    await insert(
      tx,
      'uptime_corrections',
      corrections.map(({ from, until, as, isRevoked }, place) => ({
        id: idOf(`c${index}x`, place),
        component_id,
        starts_at: at(from),
        ends_at: at(until),
        counts_as: as,
        reason: 'It was not.',
        created_at: at(place),
        revoked_at: isRevoked ? at(0) : null,
      })),
    );
  }
}

async function insert(tx: Tx, table: string, rows: Record<string, unknown>[]): Promise<void> {
  if (rows.length > 0) await tx`insert into ${tx(table)} ${tx(rows)}`;
}

/** The same as it would be read, without a database. */
export function fromMemory(past: Past): UptimeRows {
  const at = (quarter: number) => past.turn + quarter * quarterMs;
  const usual = { from: null, major_outage: 1, partial_outage: 0.3, degraded_performance: 0 };
  return {
    weights: [
      usual,
      ...past.weights.map(({ from, major, partial, degraded }) => ({
        from: at(from),
        major_outage: major / 1_000,
        partial_outage: partial / 1_000,
        degraded_performance: degraded / 1_000,
      })),
    ],
    components: past.components.map((component, index) => ({
      id: idOf('component', index),
      since: at(beginningOf(past, component)),
      archivedAt: component.archivedAt === null ? null : at(component.archivedAt),
      spans: [
        ...handSetSpans(
          component.recorded
            .filter(({ incident }) => incident === null)
            .map((row) => ({ status: row.status, startsAt: at(row.at) })),
        ),
        ...component.told.flatMap(({ from, until, status, incident }) =>
          past.incidents[incident]?.isDeleted || status === 'operational'
            ? []
            : [
                {
                  status,
                  startsAt: at(from),
                  endsAt: until === null ? null : at(until),
                  incidentId: idOf('incident', incident),
                  countsAsDowntime: past.incidents[incident]?.counts ?? false,
                },
              ],
        ),
      ],
      corrections: component.corrections.flatMap(({ from, until, as, isRevoked }, place) =>
        isRevoked
          ? []
          : [
              {
                id: idOf(`c${index}x`, place),
                countsAs: as,
                startsAt: at(from),
                endsAt: at(until),
                reason: 'It was not.',
                madeAt: at(place),
              },
            ],
      ),
    })),
  };
}
