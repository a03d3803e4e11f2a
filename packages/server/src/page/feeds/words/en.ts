import type { FeedWords } from './shape.ts';

export const en: FeedWords = {
  feed: (page) => `${page}: incidents and maintenance`,
  aboutFeed: (page) => `What happens at ${page}, and what is planned.`,
  calendar: (page) => `${page}: maintenance`,
  aboutCalendar: (page) => `Planned maintenance of ${page}.`,
  part: (page, component) => `${page}, ${component}`,
  affects: (components) => `Affects: ${components}`,
  planned: (from, until) => `Planned from ${from} to ${until}`,
  edited: (when) => `edited ${when}`,
  updateDeleted: (when, deleted) => `An update of ${when} was deleted on ${deleted}.`,
  uptime: (percent) => `${percent} uptime in 90 days`,
  components: {
    operational: 'Operational',
    degraded_performance: 'Degraded performance',
    partial_outage: 'Partial outage',
    major_outage: 'Major outage',
    under_maintenance: 'Under maintenance',
  },
  unknown: 'Unknown',
};
