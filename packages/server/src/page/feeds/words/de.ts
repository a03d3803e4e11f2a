import type { FeedWords } from './shape.ts';

export const de: FeedWords = {
  feed: (page) => `${page}: Störungen und Wartungen`,
  aboutFeed: (page) => `Was bei ${page} geschieht und was geplant ist.`,
  calendar: (page) => `${page}: Wartungen`,
  aboutCalendar: (page) => `Geplante Wartungen von ${page}.`,
  part: (page, component) => `${page}, ${component}`,
  affects: (components) => `Betrifft: ${components}`,
  planned: (from, until) => `Geplant von ${from} bis ${until}`,
  edited: (when) => `bearbeitet am ${when}`,
  updateDeleted: (when, deleted) => `Eine Meldung vom ${when} wurde am ${deleted} gelöscht.`,
  uptime: (percent) => `${percent} verfügbar in 90 Tagen`,
  components: {
    operational: 'In Betrieb',
    degraded_performance: 'Beeinträchtigt',
    partial_outage: 'Teilausfall',
    major_outage: 'Ausfall',
    under_maintenance: 'In Wartung',
  },
  unknown: 'Unbekannt',
};
