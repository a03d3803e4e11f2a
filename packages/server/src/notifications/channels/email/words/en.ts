import type { MailWords } from './shape.ts';

export const en: MailWords = {
  direction: 'ltr',
  incident: {
    investigating: 'We are looking into a problem',
    identified: 'We know the cause and are working on it',
    monitoring: 'It should work again; we are watching it',
    resolved: 'It is resolved',
    postmortem: 'What happened, and what we learned',
  },
  maintenance: {
    scheduled: 'Maintenance is planned',
    in_progress: 'Maintenance has begun',
    verifying: 'The work is done; we are checking it',
    completed: 'Maintenance is completed',
    reminder: 'Maintenance begins soon',
    rescheduled: 'Maintenance has a new time',
    cancelled: 'Maintenance is called off',
  },
  news: 'There is news',
  component: {
    operational: 'Operational',
    degraded_performance: 'Degraded performance',
    partial_outage: 'Partial outage',
    major_outage: 'Major outage',
    under_maintenance: 'Under maintenance',
  },
  labelled: (label, text) => `${label}: ${text}`,
  began: 'Began',
  ended: 'Ended',
  when: 'When',
  before: 'Before it was',
  range: (from, until) => `${from} to ${until}`,
  posted: 'Posted',
  affected: 'What is affected',
  earlier: 'Earlier',
  times: (zone) => `Times are in ${zone}.`,
  links: {
    incident: 'See it on the status page',
    maintenance: 'See it on the status page',
    manage: 'Choose what you are told',
    unsubscribe: 'Unsubscribe',
  },
  why: (page) => `You asked for news of ${page} at this address.`,
  whyIncident: (page) => `You follow this incident of ${page} until it is over.`,
  whyMaintenance: (page) => `You follow this maintenance of ${page} until it is over.`,
  calendar: 'The attached file puts it into your calendar.',
  letters: {
    confirm: {
      subject: (page) => `Confirm that you want news of ${page}`,
      headline: (page) => `Do you want news of ${page}?`,
      text: (page) =>
        `Somebody, most likely you, asked us to send news of incidents and maintenance of ${page} to this address. Nothing is sent until you say yes.`,
      link: 'Yes, send me news',
      note: 'Ignore this if it was not you: nobody is subscribed then, and the address is forgotten within days.',
    },
    already: {
      subject: (page) => `You already get news of ${page}`,
      headline: (page) => `You already get news of ${page}`,
      text: () => 'Somebody, most likely you, asked for news at this address again. Nothing has changed by that.',
      link: 'Choose what you are told, or unsubscribe',
      note: 'Ignore this if it was not you.',
    },
    invite: {
      subject: (page) => `You are invited to look after ${page}`,
      headline: (page) => `You are invited to look after ${page}`,
      text: (page) =>
        `As an admin of ${page} you tell people what is wrong, what is planned, and when it is over. Choose a password to begin.`,
      link: 'Accept the invitation',
      note: 'The link is good for three days and for one use. Ignore this if you do not know the page.',
    },
    reset: {
      subject: (page) => `Choose a new password for ${page}`,
      headline: () => 'Choose a new password',
      text: (page) => `Somebody, most likely you, cannot sign in to ${page} and asked for a new password.`,
      link: 'Choose a new password',
      note: 'The link is good for one hour and for one use. Ignore this if it was not you: your password stays as it is.',
    },
    test: {
      subject: (page) => `Email of ${page} works`,
      headline: () => 'Email works',
      text: (page) =>
        `This is the test message that was asked for in the panel of ${page}. Subscribers get their news the same way.`,
      link: 'See the status page',
      note: 'If it lies in the folder for spam, the domain of the sender most likely lacks SPF, DKIM or DMARC.',
    },
  },
};
