import type { HistoryStrings } from './history-strings.ts';

/** The words of the history, in English. */
export const historyEn: HistoryStrings = {
  search: 'Search the history',
  find: 'Search',
  found: (count) => (count === 1 ? '1 result.' : `${count} results.`),
  newest: (shown) => `These are the newest ${shown}.`,
  nothingFound: 'Nothing that was published holds all of these words. Fewer words find more.',
  tooLong: 'Look for at most 200 characters.',
  back: 'Back to the history',
  calendar: (month) => `Calendar of ${month}`,
  today: 'today',
  impact: {
    none: 'no impact',
    maintenance: 'maintenance',
    minor: 'minor impact',
    major: 'major impact',
    critical: 'critical impact',
    unknown: 'unknown impact',
  },
  kind: { incident: 'Incident', maintenance: 'Maintenance' },
  ongoing: 'Goes on',
  earlier: 'Began before this month',
  allMonths: 'All months',
  report: 'Report of this month',
  timeline: 'Timeline',
};
