import type { Tone } from '../templates/tone.ts';

/** The words of the history beside those of the page: its calendar, and its search. */
export interface HistoryStrings {
  /** The name of the field to search in, and the heading above what was found. */
  search: string;
  /** The button that begins to search. */
  find: string;
  /** How many were found. */
  found: (count: number) => string;
  /** Where only the newest of them are shown. */
  newest: (shown: number) => string;
  nothingFound: string;
  tooLong: string;
  /** The way back from what was found. */
  back: string;
  calendar: (month: string) => string;
  today: string;
  /** How bad something was, for those who do not see its sign. */
  impact: Record<Tone, string>;
  kind: Record<'incident' | 'maintenance', string>;
  /** Of what has no end yet. */
  ongoing: string;
  /** Over what began in an earlier month. */
  earlier: string;
  allMonths: string;
  report: string;
  timeline: string;
}
