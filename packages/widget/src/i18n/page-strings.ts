import type { ComponentStatus, DeletedIncident, MaintenancePhase } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';
import type { StoryStrings } from './story-strings.ts';

/** Every word of `<status-page>`. A language is an object of this shape; the `strings` property replaces single ones. */
export interface PageStrings extends StoryStrings {
  /** The language that these words are in. */
  language: string;
  /** How it is written. */
  direction: 'ltr' | 'rtl';
  /** The sentence of the whole page, from Statuspage's English one. */
  overall: (sentence: string) => string;
  component: Record<Known<ComponentStatus>, string>;
  affected: (names: string[], more: number) => string;
  more: (amount: number) => string;
  /** Between names that stand one beside the other. */
  comma: string;
  /** Between a word and what it introduces. */
  colon: string;
  lastUpdate: (when: string) => string;
  quiet: string;
  lastOver: (when: string) => string;
  loading: string;
  failed: string;
  failedText: string;
  unknown: string;
  unknownText: (when: string, sentence: string) => string;
  stale: (when: string) => string;
  incidents: string;
  phase: Record<MaintenancePhase, string>;
  /** Of a maintenance that was called off. */
  cancelled: string;
  /** Of a maintenance that repeats. */
  recurring: string;
  since: (when: string) => string;
  lasted: (duration: string) => string;
  components: string;
  otherComponents: string;
  noComponents: string;
  past: string;
  noPast: string;
  allStatus: string;
  incidentGone: string;
  /** Beside an update: when its text was last changed. */
  editedAt: (when: string) => string;
  /** In the place of an update that was taken back. */
  updateDeleted: (when: string, deleted: string) => string;
  /** In the place of an incident or a maintenance that was taken back. */
  deleted: Record<DeletedIncident['kind'], (when: string, deleted: string) => string>;
  postmortem: string;
  readPostmortem: string;
  /** When a postmortem was published. */
  published: (when: string) => string;
  /** Above the thread, where the postmortem stands before it. */
  updates: string;
  /** The link to the page of one incident alone. */
  ownPage: string;
  /** The one button of the page: opens the form in which people ask to be told of news. */
  getUpdates: string;
  /** The same for one incident or maintenance. */
  follow: string;
  /** The name of the links between the pages, for those who do not see them. */
  pages: string;
  /** The link to the page of everything. */
  overview: string;
  uptime: string;
  /** What the bars of a component say: how much of so many days it was up, and on how many something was wrong, if any. */
  uptimeIn: (percent: string, days: string, troubled: string) => string;
  maintenances: string;
  history: string;
  /** The link from what happened lately to all that ever did. */
  wholeHistory: string;
  /** The link from the next maintenances to all that are planned. */
  wholePlan: string;
  underWay: string;
  planned: string;
  noPlanned: string;
  /** Over maintenance that is over. */
  pastMaintenance: string;
  /** The name of the links to other months. */
  months: string;
  nothingIn: (month: string) => string;
  /** The name of the links to other languages. */
  languages: string;
  times: (zone: string) => string;
}
