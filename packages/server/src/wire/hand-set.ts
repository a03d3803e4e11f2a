import type { ComponentStatus, PublishedSpan } from '@allswell/protocol';

/** A status that somebody gave a component by hand, or that it got back when an incident was over. */
export interface HandSet {
  status: ComponentStatus;
  /** Milliseconds since 1970. */
  startsAt: number;
}

/**
 * What somebody set by hand goes on until it is set otherwise, also under the incidents that come between. Takes all that
 * was set on one component, in order; answers with those times that are worth telling.
 */
export function handSetSpans(statuses: readonly HandSet[]): PublishedSpan[] {
  const spans: PublishedSpan[] = [];
  for (const [index, { status, startsAt }] of statuses.entries()) {
    const endsAt = statuses[index + 1]?.startsAt ?? null;
    if (status === 'operational' || endsAt === startsAt) continue;
    const last = spans.at(-1);
    if (last?.status === status && last.endsAt === startsAt) last.endsAt = endsAt;
    else spans.push({ status, startsAt, endsAt, incidentId: null });
  }
  return spans;
}
