/** What is known of one time zone: its offset at any instant, in whole minutes east of UTC. */
export interface Zone {
  /** True when the zone calls itself UTC; its stamps end in Z. */
  isUtc: boolean;
  offsetAt(instantMs: number): number;
}

const quarterMs = 900_000;
// Since then every change of every zone's offset falls on a quarter of an hour of UTC (Liberia's of 1972 was the last
// that did not), so that one offset holds for the whole quarter.
const tidySinceMs = Date.UTC(1973, 0);
const keptQuarters = 4_096;

const zones = new Map<string, Zone>();

/** The zone of an IANA name, remembered: asking Intl costs a hundred times more than the answer. */
export function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const zone = loadZone(timeZone);
  if (zones.size >= 64) zones.clear();
  zones.set(timeZone, zone);
  return zone;
}

function loadZone(timeZone: string): Zone {
  const offsets = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = partOf(new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }), 0);
  if (name === 'UTC') return { isUtc: true, offsetAt: () => 0 };

  const byQuarter = new Map<number, number>();
  return {
    isUtc: false,
    offsetAt(instantMs) {
      if (instantMs < tidySinceMs) return parseOffset(partOf(offsets, instantMs));
      const quarter = Math.floor(instantMs / quarterMs);
      let offset = byQuarter.get(quarter);
      if (offset === undefined) {
        offset = parseOffset(partOf(offsets, instantMs));
        if (byQuarter.size >= keptQuarters) byQuarter.clear();
        byQuarter.set(quarter, offset);
      }
      return offset;
    },
  };
}

function partOf(format: Intl.DateTimeFormat, instantMs: number): string {
  return format.formatToParts(instantMs).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
}

/** Reads "GMT", "GMT+05:30" or, long ago, "GMT-00:44:30"; seconds are left out, as no stamp can say them. */
function parseOffset(name: string): number {
  const [, sign, hours, minutes] = /^GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
