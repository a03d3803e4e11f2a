import type { PastMaintenance } from './story.ts';

/** Maintenance that took place, the oldest first. */
export const pastMaintenance: readonly PastMaintenance[] = [
  {
    name: 'New database servers',
    daysAgo: 82,
    at: '04:00',
    minutes: 60,
    parts: ['calendar', 'pages', 'button', 'api'],
    announced: {
      daysBefore: 6,
      body: 'We are moving to newer and faster database servers. For up to ten minutes within this hour, nobody can book and the calendar can only be read.',
    },
    started: 'The move has begun.',
    verifying: 'Everything runs on the new servers. We are comparing all data with the old ones.',
    completed: 'All data is where it should be. Nobody could book for six minutes.',
  },
  {
    name: 'A second way out for text messages',
    daysAgo: 45,
    at: '05:00',
    minutes: 30,
    parts: ['sms'],
    announced: {
      daysBefore: 4,
      body: 'We are adding a second network for text messages, so that the trouble of one does not become yours. Reminders of this half hour are sent half an hour earlier.',
    },
    started: 'Text messages are paused.',
    verifying: 'The first messages have gone out on both networks.',
    completed: 'Text messages now take whichever network is quicker.',
  },
  {
    name: 'Search in the calendar gets an update',
    daysAgo: 18,
    at: '04:00',
    minutes: 90,
    parts: ['calendar'],
    announced: {
      daysBefore: 5,
      body: 'Searching for clients and appointments is not possible for about an hour. Everything else works as usual.',
    },
    started: 'The search is switched off while its index is made anew.',
    verifying: 'The search is back. We are looking whether it finds everything that it found before.',
    completed: 'The search now also finds clients by parts of their telephone number.',
  },
];
