import type { ComponentStatus, IncidentStatus, MaintenanceStatus } from '@allswell/protocol';
import type { Letter } from '../../../channel.ts';

/** Everything that a maintenance can be told for. */
export type MaintenanceNews = MaintenanceStatus | 'reminder' | 'rescheduled' | 'cancelled';

/** What a letter says. */
export interface LetterWords {
  subject: (page: string) => string;
  /** What it is, in one sentence. */
  headline: (page: string) => string;
  text: (page: string) => string;
  /** What the link does. */
  link: string;
  /** For who did not ask for it, and how long the link is good. */
  note: string;
}

/** All words of emails in one language. Its type makes a missing one a mistake that does not compile. */
export interface MailWords {
  direction: 'ltr' | 'rtl';
  /** Where an incident stands, as a sentence without its name. */
  incident: Record<IncidentStatus, string>;
  maintenance: Record<MaintenanceNews, string>;
  /** For a status that this version does not know. */
  news: string;
  component: Record<ComponentStatus, string>;
  /** A name and what is said of it: French sets the colon off. */
  labelled: (label: string, text: string) => string;
  began: string;
  ended: string;
  /** When a maintenance is. */
  when: string;
  /** When it was to be before it was moved. */
  before: string;
  /** Instants of which one is the end of the other. */
  range: (from: string, until: string) => string;
  posted: string;
  affected: string;
  earlier: string;
  times: (zone: string) => string;
  links: { incident: string; maintenance: string; manage: string; unsubscribe: string };
  /** Why somebody gets this. */
  why: (page: string) => string;
  whyIncident: (page: string) => string;
  whyMaintenance: (page: string) => string;
  /** What the attached calendar file does; the second for what was called off. */
  calendar: string;
  calendarOff: string;
  letters: Record<Letter['kind'], LetterWords>;
}
