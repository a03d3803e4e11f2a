import type { ComponentStatus } from '@allswell/protocol';

/** The words of feeds, calendars and badges in one language, beside those of the page itself. */
export interface FeedWords {
  /** What a feed is called: of the page, or of one of its components. */
  feed: (page: string) => string;
  /** What stands under its name. */
  aboutFeed: (page: string) => string;
  calendar: (page: string) => string;
  aboutCalendar: (page: string) => string;
  /** A page and one of its components. */
  part: (page: string, component: string) => string;
  affects: (components: string) => string;
  planned: (from: string, until: string) => string;
  edited: (when: string) => string;
  updateDeleted: (when: string, deleted: string) => string;
  /** How much of 90 days something was up. */
  uptime: (percent: string) => string;
  components: Record<ComponentStatus, string>;
  unknown: string;
}
