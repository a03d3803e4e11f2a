import { sayIn } from './say.ts';

const { count, number } = sayIn('en');

/** How telling people of an update goes, in English. */
export const deliveriesEn = {
  deliveries: {
    title: 'Who was told',
    kinds: { update: 'This update', reminder: 'Reminder', rescheduled: 'The new time' } as Record<string, string>,
    planning: 'Looking who follows this.',
    nobody: 'Nobody followed this.',
    allSent: (amount: number) => count(amount, { one: '# subscriber was told', other: '# subscribers were told' }),
    underWay: (sent: number, amount: number) => `${number(sent)} of ${number(amount)} were told`,
    states: {
      waiting: (amount: number) => `${number(amount)} waiting`,
      sent: (amount: number) => `${number(amount)} sent`,
      failed: (amount: number) => `${number(amount)} failed`,
      superseded: (amount: number) => `${number(amount)} got newer news instead`,
      suppressed: (amount: number) => `${number(amount)} not written to`,
    },
    held: 'Sending is held. Nothing is sent until it is resumed.',
    toSending: 'Look at sending',
    details: 'By channel, and why',
    whyFailed: 'Why it failed',
    whyWaiting: 'What they wait for',
    whySuppressed: 'Why they are not written to',
    times: (amount: number) => `${number(amount)} ×`,
    noReason: 'No reason was given.',
    retry: 'Try again',
    retried: (amount: number) => count(amount, { one: '# is tried again.', other: '# are tried again.' }),
  },
};
