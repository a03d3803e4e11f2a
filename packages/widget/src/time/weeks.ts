const dayMs = 24 * 3_600_000;
// What browsers that do not know when weeks begin are told, by what the locale ends with or is.
const saturdays = /(^ar(?!-)|-(AE|AF|BH|DJ|DZ|EG|IQ|IR|JO|KW|LY|OM|QA|SD|SY))$/;
const sundays =
  /(^(en|he|hi|ja|ko|pt)(?!-)|-(AU|BR|CA|CN|CO|DO|HK|ID|IL|IN|JM|JP|KE|KR|MX|PE|PH|PK|PT|SA|SG|TH|TW|US|VE|YE|ZA))$/;

/** The first day of a week: 1 is Monday, 7 is Sunday. */
export function firstWeekday(locale: string): number {
  try {
    const found = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
    const told = found.getWeekInfo?.().firstDay;
    if (told) return told;
  } catch {
    // Not a language: as most of the world does.
  }
  return saturdays.test(locale) ? 6 : sundays.test(locale) ? 7 : 1;
}

/** The weeks of a month such as 2026-11: seven places each, empty where the day is one of another month. */
export function weeksOf(month: string, firstDay: number): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  if (Number.isNaN(first)) return [];
  const before = (new Date(first).getUTCDay() - firstDay + 7) % 7;
  const weeks: string[][] = [];
  for (let at = first - before * dayMs; weeks.length < 6; at += 7 * dayMs) {
    const week = Array.from({ length: 7 }, (_, index) => new Date(at + index * dayMs).toISOString().slice(0, 10));
    const inside = week.map((day) => (day.startsWith(month) ? day : ''));
    if (!inside.some(Boolean)) break;
    weeks.push(inside);
  }
  return weeks;
}
