import type { IncidentStatus, MaintenanceStatus } from '@allswell/protocol';

// The words of the document around <status-page>: its title, what link previews say, and the pages for "no".
// The element brings its own.

const statusWords: Record<IncidentStatus | MaintenanceStatus, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  postmortem: 'Resolved',
  scheduled: 'Planned',
  in_progress: 'Under way',
  verifying: 'Verifying',
  completed: 'Completed',
};

export const words = {
  statusOf: (status: IncidentStatus | MaintenanceStatus) => statusWords[status],
  lastKnown: (title: string) => `Last known: ${title}`,
  currentStatus: (page: string, sentence: string) => `Current status of ${page}: ${sentence}.`,
  openIncidents: (names: string[]) => `Open: ${names.join('; ')}.`,
  nextMaintenance: (name: string) => `Planned maintenance: ${name}.`,
  stale: (when: string) => `Last confirmed at ${when}. What you see may be out of date.`,
  support: 'Support',
  data: 'JSON',
  toStatus: 'See the current status',
  notFound: { title: 'There is nothing here', text: 'The page you asked for does not exist, or no longer does.' },
  failed: {
    title: 'Something went wrong on our side',
    text: 'This page cannot be shown at the moment. The current status may still be there.',
  },
  later: {
    title: 'This cannot be looked up at the moment',
    text: 'Older incidents are in the database, which does not answer just now. Try again in a few seconds.',
  },
  unavailable: {
    title: 'The status is not known yet',
    text: 'This status page has just started and cannot reach its database. It will be here as soon as it can.',
  },
} as const;
