import type { ComponentStatus } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';
import type { TimeSpan } from '../status-timeline/window.ts';

/** Every word of `<status-timeline>`. A language is an object of this shape; the `strings` property replaces single ones. */
export interface TimelineStrings {
  /** The language that these words are in. */
  language: string;
  /** How it is written. */
  direction: 'ltr' | 'rtl';
  title: string;
  /** The name of the choice of how much time is shown. */
  zoom: string;
  span: Record<TimeSpan, string>;
  /** The name of the ways to other times. */
  move: string;
  earlier: string;
  later: string;
  today: string;
  now: string;
  component: Record<Known<ComponentStatus>, string>;
  kind: Record<'incident' | 'maintenance', string>;
  planned: string;
  /** Of what is not over: since when. */
  since: (when: string) => string;
  /** Of what has no end yet. */
  ongoing: string;
  /** Of a status that no incident tells of. */
  byHand: string;
  /** Of a maintenance that is reckoned as downtime. */
  countsAsDowntime: string;
  /** The row of what concerns no single component. */
  wholePage: string;
  /** Of a row without bars. */
  quiet: string;
  /** Of a component that was not there from the beginning of what is shown. */
  knownSince: (when: string) => string;
  /** Where a bar that is looked at is described, before one is. */
  hint: string;
  /** How many there are of what is shown. */
  count: (incidents: number, maintenances: number) => string;
  list: string;
  nothing: string;
  /** Where less is known than is asked for. */
  begins: (when: string) => string;
  noComponents: string;
  loading: string;
  failed: string;
  stale: (when: string) => string;
  times: (zone: string) => string;
  /** Between words that are said one after the other. */
  comma: string;
  colon: string;
}
