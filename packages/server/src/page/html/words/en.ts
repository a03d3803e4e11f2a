import type { Words } from './shape.ts';

export const en: Words = {
  ogLocale: 'en_GB',
  sentences: {
    'All Systems Operational': 'All Systems Operational',
    'Major System Outage': 'Major System Outage',
    'Partial System Outage': 'Partial System Outage',
    'Minor Service Outage': 'Minor Service Outage',
    'Degraded System Service': 'Degraded System Service',
    'Partially Degraded Service': 'Partially Degraded Service',
    'Service Under Maintenance': 'Service Under Maintenance',
  },
  statuses: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    postmortem: 'Postmortem',
    scheduled: 'Planned',
    in_progress: 'Under way',
    verifying: 'Verifying',
    completed: 'Completed',
    cancelled: 'Cancelled',
  },
  maintenance: 'Planned maintenance',
  history: 'History',
  labelled: (label, text) => `${label}: ${text}`,
  lastKnown: (title) => `Last known: ${title}`,
  currentStatus: (page, sentence) => `Current status of ${page}: ${sentence}.`,
  openIncidents: (names) => `Open: ${names}.`,
  plannedMaintenance: (names) => `Planned maintenance: ${names}.`,
  noMaintenance: (page) => `No maintenance of ${page} is planned.`,
  historyOf: (page, month) => `What happened at ${page} in ${month}.`,
  counts: (incidents, maintenances) => `Incidents: ${incidents}. Maintenance: ${maintenances}.`,
  subscribe: {
    title: 'Get updates',
    about: (page) => `How to hear of news of ${page}: by email, in the browser, by feed or calendar.`,
    needsScript:
      'To ask for email or notifications, the scripts of this page have to run in your browser. Feeds and the calendar work without.',
    calendar: 'Calendar',
  },
  support: 'Support',
  data: 'JSON',
  toStatus: 'See the current status',
  gone: {
    title: { incident: 'This incident was deleted', maintenance: 'This maintenance was deleted' },
    text: (when) => `It was here, and was taken away on ${when}. What it said is no longer published.`,
  },
  notFound: { title: 'There is nothing here', text: 'The page you asked for does not exist, or no longer does.' },
  failed: {
    title: 'Something went wrong on our side',
    text: 'This page cannot be shown at the moment. The current status may still be there.',
  },
  later: {
    title: 'This cannot be looked up at the moment',
    text: 'What is older is in the database, which does not answer just now. Try again in a few seconds.',
  },
  unavailable: {
    title: 'The status is not known yet',
    text: 'This status page has just started and cannot reach its database. It will be here as soon as it can.',
  },
};
