import { furtherEn } from './further-en-at-hand.ts';
import type { PageStrings } from './page-strings.ts';
import { storyEn } from './story-en.ts';

const list = new Intl.ListFormat('en-GB');

/** Every word of `<status-page>`, in English. */
export const en: PageStrings = {
  ...storyEn,
  ...furtherEn,
  language: 'en',
  direction: 'ltr',
  // Statuspage's sentences are English already; another language maps them here.
  overall: (sentence) => sentence,
  component: {
    operational: 'Operational',
    degraded_performance: 'Degraded performance',
    partial_outage: 'Partial outage',
    major_outage: 'Major outage',
    under_maintenance: 'Under maintenance',
    unknown: 'Unknown',
  },
  affected: (names, more) =>
    `${list.format(more > 0 ? [...names, en.more(more)] : names)} ${names.length + more === 1 ? 'is' : 'are'} affected.`,
  more: (amount) => `${amount} more`,
  comma: ', ',
  colon: ': ',
  lastUpdate: (when) => `Last update ${when}.`,
  quiet: 'No open incidents.',
  lastOver: (when) => `The last one ended ${when}.`,
  loading: 'Reading the status',
  failed: 'The status cannot be read',
  failedText: 'No source of it answers at the moment. This page keeps asking.',
  unknown: 'The status is not known',
  unknownText: (when, sentence) =>
    `Nothing has confirmed it since ${when}. Then it was: ${sentence}. Below is what was known.`,
  stale: (when) => `Last confirmed ${when}. What you see may be out of date.`,
  incidents: 'Open incidents',
  phase: {
    ahead: 'Planned',
    soon: 'Starts soon',
    under_way: 'Under way',
    running_over: 'Takes longer than planned',
    done: 'Completed',
  },
  cancelled: 'Cancelled',
  recurring: 'Repeats',
  lasted: (duration) => `Lasted ${duration}`,
  components: 'Components',
  otherComponents: 'Other components',
  noComponents: 'No components yet.',
  past: 'Recently',
  noPast: 'Nothing happened in the last 90 days.',
  editedAt: (when) => `edited ${when}`,
  updateDeleted: (when, deleted) => `An update of ${when} was deleted on ${deleted}.`,
  deleted: {
    incident: (when, deleted) => `An incident of ${when} was deleted on ${deleted}.`,
    maintenance: (when, deleted) => `A maintenance of ${when} was deleted on ${deleted}.`,
  },
  postmortem: 'Postmortem',
  readPostmortem: 'Read the postmortem',
  ownPage: 'Link to this',
  getUpdates: 'Get updates',
  follow: 'Follow this',
  pages: 'Status pages',
  overview: 'Status',
  uptime: 'Uptime',
  uptimeIn: (percent, days, troubled) => `${percent} uptime in ${days}${troubled && `, problems on ${troubled}`}`,
  maintenances: 'Maintenance',
  history: 'History',
  wholeHistory: 'All history',
  wholePlan: 'All planned maintenance',
  languages: 'Language',
  times: (zone) => `Times in ${zone}`,
};
