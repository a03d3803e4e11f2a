import { sayIn } from './say.ts';

const { count } = sayIn('en');

/** What surrounds every screen, and what forms have in common, in English. */
export const shellEn = {
  nav: {
    label: 'Panel',
    overview: 'Overview',
    incidents: 'Incidents',
    maintenance: 'Maintenance',
    history: 'History',
    templates: 'Templates',
    components: 'Components',
    metrics: 'Metrics',
    alerts: 'Alerts',
    subscribers: 'Subscribers',
    admins: 'Admins',
    settings: 'Settings',
    activity: 'Activity',
    more: 'More',
    language: 'Language',
    signOut: 'Sign out',
    viewPage: 'View the page',
    openIncidents: (amount: number) => `, ${count(amount, { one: '# open incident', other: '# open incidents' })}`,
  },
  shell: {
    title: (screen: string, page: string) => `${screen} · ${page}`,
    starting: 'One moment.',
    loading: 'Loading.',
    product: 'Status page',
    notThere: 'There is nothing at this address.',
    toOverview: 'Go to the overview',
    elsewhereTitle: 'The panel lives at another address',
    elsewhere: 'A password is only ever typed on the server’s own pages.',
    toPanel: 'Open the panel there',
    failedTitle: 'The panel cannot load',
    stale: 'This may be out of date. The server does not answer; the panel keeps asking.',
    staleDatabase:
      'This may be out of date. The database does not answer; readers still get the page. The panel keeps asking.',
    tryAgain: 'Try again',
  },
  status: {
    component: {
      operational: 'Operational',
      degraded_performance: 'Degraded performance',
      partial_outage: 'Partial outage',
      major_outage: 'Major outage',
      under_maintenance: 'Under maintenance',
    } as Record<string, string>,
    incident: {
      investigating: 'Investigating',
      identified: 'Identified',
      monitoring: 'Monitoring',
      resolved: 'Resolved',
      postmortem: 'Postmortem',
      scheduled: 'Planned',
      in_progress: 'In progress',
      verifying: 'Verifying',
      completed: 'Completed',
    } as Record<string, string>,
    /** What the page says at its top, by what its summary says. */
    page: {
      'All Systems Operational': 'All Systems Operational',
      'Major System Outage': 'Major System Outage',
      'Partial System Outage': 'Partial System Outage',
      'Minor Service Outage': 'Minor Service Outage',
      'Degraded System Service': 'Degraded System Service',
      'Partially Degraded Service': 'Partially Degraded Service',
      'Service Under Maintenance': 'Service Under Maintenance',
    } as Record<string, string>,
    impact: { none: 'None', minor: 'Minor', major: 'Major', critical: 'Critical' } as Record<string, string>,
    unknown: 'Unknown',
  },
  time: { justNow: 'just now' },
  forms: {
    cancel: 'Cancel',
    save: 'Save',
    saving: 'Saving…',
    saved: 'Saved.',
    edit: 'Edit',
    delete: 'Delete',
    stillTrying: 'Still trying.',
    nothingLost: 'Nothing you typed is lost.',
    stopTrying: 'Stop trying',
    somethingMissing: (amount: number) =>
      count(amount, { one: 'One thing has to be put right.', other: '# things have to be put right.' }),
    required: 'This is still empty.',
    conflict: {
      title: 'Someone else changed this meanwhile.',
      text: 'These are the differences.',
      same: 'What they saved says the same as yours.',
      theirs: 'Theirs',
      mine: 'Yours',
      keepMine: 'Keep mine',
      takeTheirs: 'Take theirs',
      empty: 'empty',
    },
  },
  problems: {
    unreachable: 'The server does not answer.',
    databaseUnavailable: 'The database does not answer just now. Readers still get the page.',
    stopped: 'You stopped this. It may have gone through; look before you send it again.',
    signedOut: 'You were signed out before this was accepted. Sign in, then send it again; what you typed is kept.',
    wrongCredentials: 'The email address or the password is wrong.',
    internal: 'Something went wrong on the server. Try again; if it stays, look into its log.',
    rateLimited: (seconds: number | null) =>
      seconds === null
        ? 'Too many tries. Wait a little.'
        : `Too many tries. Try again in ${count(Math.ceil(seconds), { one: '# second', other: '# seconds' })}.`,
  },
  more: { title: 'More', signedInAs: (email: string) => `Signed in as ${email}` },
};
