import type { MaintenancePhase } from '@allswell/protocol';
import type { StoryStrings } from './story-strings.ts';

/** Every word of `<status-banner>`. A language is an object of this shape; the `strings` property replaces single ones. */
export interface BannerStrings extends Pick<StoryStrings, 'status' | 'edited'> {
  /** How the language is written. */
  direction: 'ltr' | 'rtl';
  /** The name of the region, for those who do not see it. */
  label: string;
  /** Stands before the name of a maintenance, and before that of an incident that is over. */
  news: Record<MaintenancePhase | 'cancelled' | 'resolved', string>;
  /** Stands before what was last known, when nothing has confirmed it for long. */
  unknown: string;
  /** Stands between these words and the name. */
  colon: string;
  /** Beside what nothing has confirmed for a while. */
  stale: (ago: string) => string;
  /** The last minute before a maintenance. */
  shortly: string;
  /** When a maintenance that is under way will end. */
  until: (when: string) => string;
  /** When one that runs over was to end. */
  wasUntil: (when: string) => string;
  /** How many others there are. */
  more: (amount: number) => string;
  /** Opens the thread. */
  details: string;
  /** Closes it again. */
  hide: string;
  dismiss: string;
  reopen: string;
  /** The link to the status page. */
  page: string;
  /** The name of what a preview shows. */
  preview: string;
}
