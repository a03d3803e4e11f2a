import type { IncidentStatus, MaintenanceStatus, PageSentence } from '@allswell/protocol';

/** What a page without an answer can say. */
export type MessageKind = 'notFound' | 'failed' | 'later' | 'unavailable' | 'tooLong';

interface Message {
  title: string;
  text: string;
}

/**
 * The words of the document around <status-page> in one language: its title, what link previews say, and the pages for
 * "no". The element brings its own.
 */
export interface Words extends Record<MessageKind, Message> {
  /** The language as link previews name it: with a country. */
  ogLocale: string;
  sentences: Record<PageSentence, string>;
  statuses: Record<IncidentStatus | MaintenanceStatus | 'cancelled', string>;
  maintenance: string;
  history: string;
  /** A name, and what is said under it: French sets the colon off. */
  labelled: (label: string, text: string) => string;
  lastKnown: (title: string) => string;
  currentStatus: (page: string, sentence: string) => string;
  openIncidents: (names: string) => string;
  plannedMaintenance: (names: string) => string;
  noMaintenance: (page: string) => string;
  historyOf: (page: string, month: string) => string;
  /** How many of each a month has, said so that no number changes the words. */
  counts: (incidents: number, maintenances: number) => string;
  uptime: {
    title: string;
    about: (page: string, days: number) => string;
    inDays: (percent: string, days: number) => string;
    why: (component: string) => string;
  };
  timeline: { title: string; about: (page: string) => string };
  report: { title: string; about: (page: string, month: string) => string };
  /** What was looked for, and how much of the history holds it. */
  found: (query: string, count: number) => string;
  /** The page on which people ask to be told of news, as it is without its script. */
  subscribe: { title: string; about: (page: string) => string; needsScript: string; calendar: string };
  support: string;
  data: string;
  toStatus: string;
  toHistory: string;
  gone: { title: Record<'incident' | 'maintenance', string>; text: (when: string) => string };
}
