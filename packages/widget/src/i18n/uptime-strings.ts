import type { ComponentStatus } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';

/** Every word of `<status-uptime>`. A language is an object of this shape; the `strings` property replaces single ones. */
export interface UptimeStrings {
  /** The language that these words are in. */
  language: string;
  /** How it is written. */
  direction: 'ltr' | 'rtl';
  title: string;
  /** The name of the choice of how many days are shown. */
  choose: string;
  today: string;
  /** What a component is, or was. */
  component: Record<Known<ComponentStatus>, string>;
  /** Of a day before the component was there. */
  notCounted: string;
  /** What bars show, said to those who do not see them. */
  bars: (name: string, days: string) => string;
  /** How to go over the bars. */
  hint: string;
  /** Opens what a day was. */
  showDay: string;
  close: string;
  /** Beside a percentage: of which time. */
  inLast: (days: string) => string;
  /** Opens the reasons of a percentage. */
  why: string;
  whyPercent: (percent: string) => string;
  period: string;
  reckoning: string;
  /** In a formula: what is taken off the time. */
  maintenance: string;
  /** In a formula whose parts are not known: all that was down, after weighing. */
  downtime: string;
  /** Behind the result of a formula. */
  roundedDown: string;
  nothingKnown: string;
  /** In the place of a group's formula. */
  mean: string;
  /** The rules, in sentences. */
  rules: string[];
  /** The first day that counts. */
  counted: (day: string) => string;
  weights: string;
  fromBeginning: string;
  since: (when: string) => string;
  weight: string;
  excluded: string;
  countsAs: (status: string) => string;
  corrected: (reason: string) => string;
  countsAsDowntime: string;
  /** Of a status that no incident tells of. */
  byHand: string;
  ongoing: string;
  members: string;
  days: string;
  quiet: string;
  table: string;
  when: string;
  status: string;
  duration: string;
  cause: string;
  allComponents: string;
  timeline: string;
  reports: string;
  loading: string;
  failed: string;
  stale: (when: string) => string;
  gone: string;
  empty: string;
  times: (zone: string) => string;
  daysOf: (zone: string) => string;
  comma: string;
  colon: string;
}
