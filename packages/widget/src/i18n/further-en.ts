import type { PageStrings } from './page-strings.ts';

type FurtherWord =
  | 'since'
  | 'allStatus'
  | 'incidentGone'
  | 'published'
  | 'updates'
  | 'underWay'
  | 'planned'
  | 'noPlanned'
  | 'pastMaintenance'
  | 'months'
  | 'nothingIn';

/** The English words that only the views beyond the overview say: the script of the hosted page leaves them to those. */
export const furtherEn: Pick<PageStrings, FurtherWord> = {
  since: (when) => `Since ${when}`,
  allStatus: 'Current status',
  incidentGone: 'This incident is not among those of the last 90 days.',
  published: (when) => `Published on ${when}`,
  updates: 'As it happened',
  underWay: 'Under way',
  planned: 'Planned',
  noPlanned: 'No maintenance is planned.',
  pastMaintenance: 'Over',
  months: 'Months',
  nothingIn: (month) => `Nothing happened in ${month}.`,
};
