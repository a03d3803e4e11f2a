import type { PageStrings } from './page-strings.ts';
import { storyEn } from './story-en.ts';

const list = (names: string[]) => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
const count = (amount: number, one: string, many: string) => `${amount} ${amount === 1 ? one : many}`;

/** Every word of `<status-page>`, in English. */
export const en: PageStrings = {
  ...storyEn,
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
    `${list(more > 0 ? [...names, en.more(more)] : names)} ${names.length + more === 1 ? 'is' : 'are'} affected.`,
  more: (amount) => `${amount} more`,
  lastUpdate: (ago) => `Last update ${ago}.`,
  quiet: 'No open incidents.',
  lastOver: (ago) => `The last one ended ${ago}.`,
  loading: 'Reading the status',
  failed: 'The status cannot be read',
  failedText: 'No source of it answers at the moment. This page keeps asking.',
  unknown: 'The status is not known',
  unknownText: (ago, sentence) =>
    `Nothing has confirmed it since ${ago}. Then it was: ${sentence}. Below is what was known.`,
  stale: (ago) => `Last confirmed ${ago}. What you see may be out of date.`,
  incidents: 'Open incidents',
  maintenances: 'Maintenance',
  phase: {
    ahead: 'Planned',
    soon: 'Starts soon',
    under_way: 'Under way',
    running_over: 'Takes longer than planned',
    done: 'Completed',
  },
  since: (when) => `Since ${when}`,
  lasted: (duration) => `Lasted ${duration}`,
  components: 'Components',
  otherComponents: 'Other components',
  noComponents: 'No components yet.',
  past: 'Last 90 days',
  noPast: 'No past incidents.',
  earlier: (amount) => `${count(amount, 'earlier one', 'earlier ones')}`,
  allStatus: 'Current status',
  incidentGone: 'This incident is not among those of the last 90 days.',
  times: (zone) => `Times in ${zone}`,
};
