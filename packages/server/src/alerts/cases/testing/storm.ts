import type { Sql } from '../../../db/connect.ts';
import { newId } from '../../../db/new-id.ts';
import { setStage, told } from './stage.ts';

/** What a storm of alerts left on the page. */
export interface Aftermath {
  incidents: number;
  /** What readers were told within the hour, and with the quiet after it. */
  updates: number;
  updatesInAll: number;
  /** Where the incident stands once the storm is over. */
  state: string | undefined;
  componentStatus: string | undefined;
  deliveriesPerSecond: number;
}

/** One check that fires and ends in turn, as fast as is asked for, under a rule that publishes; then quiet. */
export async function playStorm(
  sql: Sql,
  { alerts, seconds, hold_seconds }: { alerts: number; seconds: number; hold_seconds: number },
): Promise<Aftermath> {
  await sql`delete from alert_cases`;
  await sql`delete from alert_sources`;
  await sql`delete from incidents`;
  const stage = await setStage(sql);
  const component = newId();
  await sql`insert into components ${sql({ id: component, name: `Storm ${component}`, status: 'operational', position: 1 })}`;
  await stage.rule({
    source_id: stage.source.id,
    action: 'publish',
    components: { [component]: 'major_outage' },
    hold_seconds,
  });
  const from = performance.now();
  for (let n = 0; n < alerts; n++) {
    await stage.hear({ state: n % 2 === 0 ? 'firing' : 'resolved', started_at: stage.now.toISOString() });
    await stage.passAndTend(seconds / alerts);
  }
  const tookMs = performance.now() - from;
  const updates = (await told(sql)).length;
  await stage.hear({ state: 'resolved' });
  await stage.passAndTend(1_800);
  const updatesInAll = (await told(sql)).length;
  const states = await sql<{ status: string }[]>`select status from incidents where deleted_at is null`;
  const [left] = await sql<{ status: string }[]>`select status from components where id = ${component}`;
  return {
    incidents: states.length,
    updates,
    updatesInAll,
    state: states[0]?.status,
    componentStatus: left?.status,
    deliveriesPerSecond: Math.round(alerts / (tookMs / 1_000)),
  };
}
