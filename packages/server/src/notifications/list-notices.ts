import { type DeliveryCounts, DomainError, type Notice } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { countDeliveries, type TallyLine } from './housekeeping-store.ts';
import { findNotices, isIncident, type NoticeRow } from './notice-store.ts';

const mostReasons = 20;

/** What subscribers were told of an incident, newest first, and how that stands. */
export async function listNotices(sql: Sql, incidentId: string): Promise<Notice[]> {
  const notices = await findNotices(sql, incidentId);
  if (notices.length === 0 && !(await isIncident(sql, incidentId))) {
    throw new DomainError('incident-not-found', `Incident ${incidentId} does not exist.`);
  }
  // What is settled stands with its notice: only what is still going on is counted.
  const open = notices.filter((notice) => notice.tally === null && notice.expanded_at !== null);
  const counted = Map.groupBy(
    await countDeliveries(
      sql,
      open.map(({ id }) => id),
    ),
    (line) => line.notice_id,
  );
  return notices.map((notice) => toNotice(notice, notice.tally ?? counted.get(notice.id) ?? []));
}

function toNotice({ tally: _, created_at, expanded_at, ...notice }: NoticeRow, lines: readonly TallyLine[]): Notice {
  const counts: Record<string, DeliveryCounts> = {};
  for (const { channel, state, count } of lines) {
    const of = (counts[channel] ??= { waiting: 0, sent: 0, failed: 0, superseded: 0, suppressed: 0 });
    of[state === 'sending' ? 'waiting' : state] += count;
  }
  const reasons = lines.flatMap(({ channel, state, reason, count }) =>
    reason === null ? [] : { channel, state, reason, count },
  );
  return {
    ...notice,
    created_at: created_at.toISOString(),
    expanded_at: expanded_at?.toISOString() ?? null,
    counts,
    reasons: reasons.toSorted((one, other) => other.count - one.count).slice(0, mostReasons),
  };
}
