import type { NewTemplate } from '@allswell/protocol';
import type { Part } from './company.ts';
import type { Said } from './story.ts';

/** What is going on right now. `after` counts from its beginning, which was `minutesAgo`. */
export const underWay = {
  name: 'Text messages to Germany and Austria are late',
  minutesAgo: 52,
  told: [
    {
      after: 0,
      status: 'investigating',
      body: 'Text messages to German and Austrian numbers arrive up to fifteen minutes late. Emails are on time.',
      parts: { sms: 'degraded_performance' },
    },
    {
      after: 18,
      status: 'identified',
      body: 'One of our two networks has trouble with its connection to Germany. We are sending these messages on the other one, which takes them a little more slowly than usual.',
    },
    {
      after: 41,
      status: 'identified',
      body: 'Most messages arrive within three minutes now. Until that is one minute again, we send reminders ten minutes earlier, so that none comes too late.',
    },
  ],
} as const satisfies { name: string; minutesAgo: number; told: readonly [Said, ...Said[]] };

/** What is being written about it and was not published yet. */
export const nextWords = {
  status: 'monitoring',
  body: 'The network has repaired its connection. We send half of the messages there again and watch how long they take.',
};

export const tomorrow = {
  name: 'A faster calendar',
  at: '04:00',
  minutes: 75,
  announcedDaysAgo: 3,
  parts: ['calendar', 'reports'] satisfies Part[],
  body: 'The calendar moves to new storage, which opens a full week in a third of the time. Within this window it can only be read for about twenty minutes. Clients can book all along; their bookings appear as soon as we are done.',
};

/** Every four weeks, in the quietest hour. */
export const everyFourWeeks = {
  name: 'All connected calendars are checked',
  at: '05:45',
  minutes: 20,
  announcedDaysAgo: 20,
  parts: ['sync'] satisfies Part[],
  body: 'Every four weeks we compare all connected calendars with ours, and repair what has drifted apart. Changes from outside wait for a few minutes meanwhile.',
};

/** A template, its components by their names here. */
export type DemoTemplate = Omit<NewTemplate, 'components' | 'component_ids'> & { touches: readonly Part[] };

export const templates: readonly DemoTemplate[] = [
  {
    kind: 'incident',
    name: 'Someone we depend on has trouble',
    title: '{{service}} is affected by trouble at {{provider}}',
    body: '{{provider}} has trouble, and {{what_customers_notice}}. They know about it. We will tell you here as soon as it works again, and look again in {{minutes}} minutes at the latest.',
    status: 'identified',
    impact_override: 'minor',
    touches: [],
  },
  {
    kind: 'incident',
    name: 'Text messages are late',
    title: 'Text messages to {{country}} are late',
    body: 'Text messages to numbers in {{country}} arrive up to {{minutes}} minutes late. Emails are on time.',
    status: 'investigating',
    touches: ['sms'],
  },
  {
    kind: 'incident',
    name: 'Booking pages are down',
    title: 'Booking pages cannot be reached',
    body: 'Booking pages and the booking button do not open. Your own calendar works. We are on it and tell you more within ten minutes.',
    status: 'investigating',
    impact_override: 'critical',
    touches: ['pages', 'button'],
  },
  {
    kind: 'maintenance',
    name: 'Short work at night',
    title: '{{what}} gets an update',
    body: '{{what}} may be interrupted for a few minutes within this half hour. There is nothing that you need to do.',
    duration_minutes: 30,
    touches: [],
  },
  {
    kind: 'maintenance',
    name: 'Database work',
    title: 'New version of our database',
    body: 'For up to {{minutes}} minutes within this window, nobody can book and the calendar can only be read.',
    duration_minutes: 90,
    touches: ['calendar', 'pages', 'button', 'api'],
  },
];
