import { type ComponentStatus, explainUptime } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { readUptimeRows } from '../wire/uptime-rows.ts';

/** A status other than operational, from when to when; null: until now. */
export interface PastStatus {
  status: ComponentStatus;
  starts_at: Date;
  ends_at: Date | null;
}

/** What counts as the past of a component, in order: what incidents say of it, and what was set by hand. */
export async function historyOf(sql: Sql, component_id: string): Promise<PastStatus[]> {
  const now = Date.now() + 60_000;
  const rows = await readUptimeRows(sql, {
    from: new Date(0),
    until: new Date(now),
    timeZone: 'UTC',
    ids: [component_id],
  });
  const [record] = rows.components;
  if (!record) return [];
  const past: PastStatus[] = [];
  for (const span of explainUptime(record, [], { from: 0, until: now, now })) {
    const starts_at = new Date(span.startsAt);
    const ends_at = span.isOpen ? null : new Date(span.endsAt);
    const last = past.at(-1);
    if (last?.status === span.status && last.ends_at?.getTime() === span.startsAt) last.ends_at = ends_at;
    else past.push({ status: span.status, starts_at, ends_at });
  }
  return past;
}
