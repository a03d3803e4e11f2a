import type {
  DatedWeights,
  StoryReference,
  UptimeSeconds,
  UptimeSpan,
  UptimeSpanDocument,
  UptimeSum,
} from '@allswell/protocol';
import { stampIn } from '../time/stamp.ts';
import { zoneOf } from '../time/zone.ts';
import type { StoryRow } from './story-rows.ts';
import type { CorrectionRow } from './uptime-rows.ts';

export type UptimeWriter = ReturnType<typeof uptimeWriter>;

/** Writes what uptime comes to in the shapes that cross the wire, with stamps in the offset of the page's zone. */
export function uptimeWriter({ time_zone, publicUrl }: { time_zone: string; publicUrl: string }) {
  const zone = zoneOf(time_zone);
  const at = (instant: number) => stampIn(new Date(instant), zone);
  const maybe = (instant: number | null) => (instant === null ? null : at(instant));

  return {
    at,
    weights: ({ from, major_outage, partial_outage, degraded_performance }: DatedWeights) => ({
      major_outage,
      partial_outage,
      degraded_performance,
      from: maybe(from),
    }),
    /** `corrections` are those of its component. */
    span: (span: UptimeSpan, corrections: readonly CorrectionRow[]): UptimeSpanDocument => {
      const correction = corrections.find(({ id }) => id === span.correctionId);
      return {
        starts_at: at(span.startsAt),
        ends_at: span.isOpen ? null : at(span.endsAt),
        seconds: Math.round((span.endsAt - span.startsAt) / 1_000),
        status: span.status,
        counts_as: span.countsAs,
        weight: span.weight,
        excluded: span.isExcluded,
        incidents: [...span.incidentIds],
        correction: correction
          ? { id: correction.id, reason: correction.reason, made_at: at(correction.madeAt) }
          : null,
      };
    },
    story: (story: StoryRow): StoryReference => ({
      id: story.id,
      name: story.name,
      kind: story.kind,
      impact: story.impact,
      status: story.status,
      starts_at: at(story.startsAt),
      ends_at: maybe(story.endsAt),
      components: story.componentIds,
      shortlink: `${publicUrl}/incidents/${story.id}`,
      ...(story.countsAsDowntime && { counts_as_downtime: true }),
    }),
  };
}

/** Whole seconds; what is weighed with three decimals. */
export function secondsOf({ known, maintenance, degraded, partial, major, down }: UptimeSum): UptimeSeconds {
  return {
    known: Math.round(known / 1_000),
    maintenance: Math.round(maintenance / 1_000),
    degraded: Math.round(degraded / 1_000),
    partial: Math.round(partial / 1_000),
    major: Math.round(major / 1_000),
    down: Math.round(down / 1_000) / 1_000,
  };
}
