const dayMs = 86_400_000;
const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const horizonDays = 3_700;

/** The local starts that a rule gives, reckoned day by day: slow and plain, so that it can be trusted in tests. */
export function datesOf(startsAt: string, rrule: string): string[] {
  const rule = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]));
  const first = Date.parse(`${startsAt}Z`);
  const until = rule.get('UNTIL');
  const last = until
    ? Date.parse(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}T23:59:59Z`)
    : Infinity;
  const most = Number(rule.get('COUNT') ?? Infinity);
  const found: string[] = [];
  for (let step = 0; step < horizonDays && found.length < most; step++) {
    const at = first + step * dayMs;
    if (at > last) break;
    if (falls(new Date(at), new Date(first), rule)) found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
}

function falls(day: Date, first: Date, rule: Map<string, string>): boolean {
  const every = Number(rule.get('INTERVAL') ?? 1);
  const byDay = rule.get('BYDAY')?.split(',');
  const months = (day.getUTCFullYear() - first.getUTCFullYear()) * 12 + day.getUTCMonth() - first.getUTCMonth();
  switch (rule.get('FREQ')) {
    case 'DAILY':
      return Math.round((day.getTime() - first.getTime()) / dayMs) % every === 0;
    case 'WEEKLY': {
      const days = byDay ?? [names[first.getUTCDay()]];
      return ((weekOf(day) - weekOf(first)) / 7) % every === 0 && days.includes(names[day.getUTCDay()] ?? '');
    }
    case 'MONTHLY':
      if (months % every !== 0) return false;
      return byDay ? byDay.some((one) => isPlace(day, one)) : isDayOfMonth(day, rule.get('BYMONTHDAY') ?? '');
    default:
      return months % (12 * every) === 0 && day.getUTCDate() === first.getUTCDate();
  }
}

/** The Monday of its week, in days since 1970. */
function weekOf(day: Date): number {
  return Math.floor(day.getTime() / dayMs) - ((day.getUTCDay() + 6) % 7);
}

function isPlace(day: Date, place: string): boolean {
  if (place.slice(-2) !== names[day.getUTCDay()]) return false;
  const nth = Number(place.slice(0, -2));
  const nextWeek = new Date(day.getTime() + 7 * dayMs);
  return nth === -1 ? nextWeek.getUTCMonth() !== day.getUTCMonth() : Math.ceil(day.getUTCDate() / 7) === nth;
}

function isDayOfMonth(day: Date, wanted: string): boolean {
  if (wanted === '-1') return new Date(day.getTime() + dayMs).getUTCMonth() !== day.getUTCMonth();
  return day.getUTCDate() === Number(wanted);
}
