const dayMs = 86_400_000;
/** Nothing that still matters began before; what seems so is in another unit, or a zero. */
const earliestMs = Date.UTC(2000, 0, 1);

const written =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2}))?)?$/i;

/**
 * An instant, as ISO 8601 or as seconds, milliseconds, microseconds or nanoseconds since 1970: three thousand years lie
 * between one unit and the next. Without a zone it is UTC. Null where it cannot be one of an alert that came at `receivedAt`.
 */
export function readTime(value: unknown, receivedAt: Date): Date | null {
  const at = typeof value === 'number' ? fromNumber(value) : typeof value === 'string' ? fromText(value.trim()) : null;
  if (at === null || !(at >= earliestMs && at <= receivedAt.getTime() + dayMs)) return null;
  return new Date(at);
}

/** Whether a sender says so that there is no such time, as Go does by the year 1. */
export function isNoTime(value: unknown): boolean {
  return value === 0 || value === '0' || (typeof value === 'string' && value.startsWith('0001-01-01T00:00:00'));
}

function fromText(text: string): number | null {
  if (/^\d{9,19}(\.\d{1,9})?$/.test(text)) return fromNumber(Number(text));
  const [, day, minute = '00:00', second = '00', fraction = '', , hours = '+00', minutes = '00'] =
    written.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return null;
  const at = Date.parse(`${day}T${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${hours}:${minutes}`);
  return Number.isNaN(at) ? null : at;
}

/** Date.parse alone takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}

function fromNumber(amount: number): number | null {
  if (!Number.isFinite(amount) || amount < 0) return null;
  if (amount < 1e11) return Math.round(amount * 1_000);
  if (amount < 1e14) return Math.round(amount);
  return Math.round(amount < 1e17 ? amount / 1e3 : amount / 1e6);
}
