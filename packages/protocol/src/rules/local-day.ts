const minute = 60_000;
const hour = 60 * minute;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Writes instants as days of a zone; a zone that is not known here is taken for UTC. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const make = (zone: string) =>
      new Intl.DateTimeFormat('sv', {
        timeZone: zone,
        calendar: 'gregory',
        numberingSystem: 'latn',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      });
    try {
      clock = make(timeZone);
    } catch {
      clock = make('UTC');
    }
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** The day that an instant falls on in a zone, such as 2026-11-24. */
export function localDay(at: number, timeZone: string): string {
  return clockOf(timeZone).format(at);
}

/** The day so many days after another one: of the calendar alone, whatever the clocks do. */
export function dayAfter(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? '' : new Date(at + days * 24 * hour).toISOString().slice(0, 10);
}

/**
 * The instant at which a day such as 2026-11-24 begins in a zone; NaN for what is no day. Where clocks are put forward at
 * midnight it begins at one o'clock, so its beginning is searched for, not reckoned: to the minute, as zones go.
 */
export function beginningOfDay(day: string, timeZone: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`);
  // No zone is further than 15 hours from UTC.
  let before = noon - 27 * hour;
  let after = noon + 3 * hour;
  while (after - before > minute) {
    const middle = before + Math.floor((after - before) / minute / 2) * minute;
    if (localDay(middle, timeZone) >= day) after = middle;
    else before = middle;
  }
  return Number.isNaN(noon) ? Number.NaN : after;
}
