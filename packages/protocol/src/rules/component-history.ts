import type { ComponentStatus } from '../vocabulary.ts';
import { worstStatus } from './component-status.ts';

/** A status that a component had, from when to when (milliseconds; null: until now and on). */
export interface StatusSpan {
  status: ComponentStatus;
  startsAt: number;
  endsAt: number | null;
}

/**
 * The one history of a component from all that is known of it: what was recorded when it happened and what was written
 * down afterwards. At each moment the worst counts. In order, without overlaps; neighbours differ.
 */
export function layerHistory(spans: readonly StatusSpan[]): StatusSpan[] {
  const real = spans.filter(({ startsAt, endsAt }) => endsAt === null || endsAt > startsAt);
  const edges = [...new Set(real.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt ?? Number.POSITIVE_INFINITY]))];
  edges.sort((one, other) => one - other);
  const layered: StatusSpan[] = [];
  for (const [index, startsAt] of edges.entries()) {
    const end = edges[index + 1];
    if (end === undefined) break;
    const here = real.filter((span) => span.startsAt <= startsAt && (span.endsAt ?? Number.POSITIVE_INFINITY) >= end);
    if (here.length === 0) continue;
    const status = worstStatus(here.map((span) => span.status));
    const endsAt = end === Number.POSITIVE_INFINITY ? null : end;
    const last = layered.at(-1);
    if (last?.status === status && last.endsAt === startsAt) last.endsAt = endsAt;
    else layered.push({ status, startsAt, endsAt });
  }
  return layered;
}
