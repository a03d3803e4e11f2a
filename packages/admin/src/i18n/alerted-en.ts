import { sayIn } from './say.ts';

const { count } = sayIn('en');

/** What monitoring says on the overview, in English. */
export const alertedEn = {
  alerted: {
    title: 'From monitoring',
    firing: (time: string) => `Firing for ${time}`,
    acknowledged: (time: string) => `Acknowledged, firing for ${time}`,
    over: (time: string) => `Over by itself for ${time}`,
    from: (source: string) => `from ${source}`,
    someSource: 'a source that is gone',
    fired: (amount: number) => count(amount, { one: 'fired # time', other: 'fired # times' }),
    alerts: (amount: number) => count(amount, { one: '# alert', other: '# alerts' }),
    openThere: (vendor: string) => `open in ${vendor}`,
    becomes: (component: string, status: string) => `${component}: ${status}`,
    further: (count: number) => (count === 1 ? 'One more alert waits' : `${count} more alerts wait`),
    saidThere: (title: string) => `The alert says: ${title}`,
    onlyAdmins: 'Only admins see this so far.',
    publishOf: (name: string) => `Publish: ${name}`,
    editFirst: 'Edit first',
    editOf: (name: string) => `Edit first: ${name}`,
    dismiss: 'Dismiss',
    dismissOf: (name: string) => `Dismiss: ${name}`,
    published: (name: string) => `Published: ${name}`,
    dismissed: 'Dismissed. It stays quiet until it was over once.',
    proposal: 'Monitoring says it is over. Somebody has written in this incident, so you decide.',
    resolve: 'Resolve',
    resolveOf: (name: string) => `Resolve: ${name}`,
    leaveOpen: 'Leave it open',
    leaveOpenOf: (name: string) => `Leave it open: ${name}`,
    resolved: (name: string) => `Resolved: ${name}`,
  },
  /** On the screen of an incident. */
  automatic: {
    posted: 'Posted automatically',
    monitoring: 'monitoring',
    title: 'What monitoring says',
    states: {
      firing: 'Firing',
      acknowledged: 'Acknowledged',
      resolved: 'Over',
      info: 'Note',
    } as Record<string, string>,
    since: (when: string) => `first seen ${when}`,
    untouched: 'Nobody has written here since. When monitoring says that it is over, it is resolved by itself.',
    touched: 'Somebody has written here. When monitoring says that it is over, you are asked.',
    closed: 'This is over for monitoring.',
  },
};
