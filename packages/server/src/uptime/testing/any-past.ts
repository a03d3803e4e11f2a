import { type ComponentStatus, componentStatuses } from '@allswell/protocol';
import fc from 'fast-check';

// Some days of a small page, in quarters of an hour around a moment at which the clocks of its zone change: as a database
// holds them, before anything is reckoned. A time is a number of quarters from that moment.

/** How many quarters before and after the change of clocks there is anything at all. */
export const reach = 400;
export const quarterMs = 900_000;

/** A page with its past. */
export interface Past {
  zone: string;
  /** When the clocks change, in milliseconds since 1970. */
  turn: number;
  incidents: readonly { isDeleted: boolean; counts: boolean }[];
  components: readonly PastOfComponent[];
  weights: readonly { from: number; major: number; partial: number; degraded: number }[];
  now: number;
  /** First and last day, counted from that of the change of clocks. */
  days: readonly [number, number];
}

/** What a database holds of one component. */
export interface PastOfComponent {
  /** The day on which it begins, counted from that of the change of clocks. */
  startDay: number | null;
  archivedAt: number | null;
  /** What was recorded when it happened, by hand (null) or by an incident. */
  recorded: readonly { at: number; status: ComponentStatus; incident: number | null }[];
  told: readonly { from: number; until: number | null; status: ComponentStatus; incident: number }[];
  corrections: readonly { from: number; until: number; as: ComponentStatus; isRevoked: boolean }[];
}

/** Zones and the moments at which their clocks change: by an hour, by half of one, at midnight, and never. */
const turns: readonly [string, string][] = [
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2025-10-26T01:00:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2025-11-02T06:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2025-10-04T15:30:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00:00Z'],
  ['America/Havana', '2026-03-08T05:00:00Z'],
  ['Pacific/Chatham', '2026-04-04T14:00:00Z'],
  ['Asia/Kathmandu', '2026-01-15T18:15:00Z'],
  ['UTC', '2026-02-28T00:00:00Z'],
];

const incidents = 4;

/** Any past of so many components. */
export function anyPast(components = 3): fc.Arbitrary<Past> {
  const at = fc.integer({ min: -330, max: 330 });
  const status = fc.constantFrom(...componentStatuses);
  const incident = fc.nat(incidents - 1);
  const length = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 250 }));
  const thousandths = fc.integer({ min: 0, max: 1_000 });
  const component: fc.Arbitrary<PastOfComponent> = fc.record({
    startDay: fc.option(fc.integer({ min: -3, max: 3 }), { freq: 2 }),
    archivedAt: fc.option(at, { freq: 1 }),
    recorded: fc
      .array(fc.record({ at, status, incident: fc.option(incident, { freq: 1 }) }), { maxLength: 6 })
      .map((rows) => rows.toSorted((one, other) => one.at - other.at)),
    told: fc.array(
      fc
        .record({ from: at, length: fc.option(length, { freq: 5 }), status, incident })
        .map(({ length: long, ...row }) => ({ ...row, until: long === null ? null : row.from + long })),
      { maxLength: 6 },
    ),
    corrections: fc.array(
      fc
        .record({ from: at, length: fc.integer({ min: 1, max: 150 }), as: status, isRevoked: fc.boolean() })
        .map(({ length: long, ...row }) => ({ ...row, until: row.from + long })),
      { maxLength: 3 },
    ),
  });
  return fc
    .record({
      turn: fc.constantFrom(...turns),
      incidents: fc.array(fc.record({ isDeleted: fc.boolean(), counts: fc.boolean() }), {
        minLength: incidents,
        maxLength: incidents,
      }),
      components: fc.array(component, { minLength: components, maxLength: components }),
      weights: fc.uniqueArray(
        fc.record({ from: at, major: thousandths, partial: thousandths, degraded: thousandths }),
        {
          maxLength: 3,
          selector: ({ from }) => from,
        },
      ),
      now: at,
      days: fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 })),
    })
    .map(({ turn: [zone, moment], days: [one, other], ...rest }) => ({
      ...rest,
      zone,
      turn: Date.parse(moment),
      days: [Math.min(one, other), Math.max(one, other)] as const,
    }));
}
