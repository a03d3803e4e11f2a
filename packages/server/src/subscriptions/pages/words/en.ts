import type { Words } from './shape.ts';

export const en: Words = {
  confirm: {
    title: 'Confirm your subscription',
    lead: (address, page) => `News from ${page} will go to ${address}. This is what you will hear of:`,
    button: 'Confirm',
    notYou:
      'Was it not you who asked? Then close this page: nothing will be sent, and the address is forgotten in two days.',
  },
  confirmed: {
    title: 'You are subscribed',
    lead: (address) => `The next news goes to ${address}. This is what you will hear of:`,
    leave: 'Every message has a link to leave by, with one click.',
    change: 'Change what you hear of',
  },
  about: {
    what: 'About',
    everything: (page) => `Everything at ${page}`,
    wholeGroup: (group) => `${group}, all of it`,
    nothingLeft: 'What you chose is no longer on the page.',
    untilOver: (incident) => `Only “${incident}”, until it is over`,
    kinds: 'News of',
    kind: { incident: 'Incidents', maintenance: 'Planned maintenance' },
    language: 'Language',
    timeZone: 'Times in',
  },
  manage: {
    title: 'What you hear of',
    lead: (address) => `News goes to ${address}.`,
    what: 'What do you want to hear about?',
    everything: 'Everything',
    some: 'Only what I choose',
    wholeGroup: 'all of it, and what is added later',
    kinds: 'Tell me of',
    save: 'Save',
    saved: 'Saved. It holds from the next message on.',
    wrong: {
      what: 'Choose everything, or at least one part.',
      kinds: 'Choose at least one.',
      language: 'Choose a language from the list.',
      timeZone: 'Choose a time zone from the list.',
      gone: 'Something that you chose has left the page. Look over your choice, and save again.',
    },
    leaveTitle: 'No more news?',
    leaveText: 'Your address is deleted at once. You can come back at any time.',
  },
  unsubscribe: {
    title: 'Unsubscribe?',
    lead: (address, page) => `News from ${page} will no longer go to ${address}. This is what it was about:`,
    button: 'Unsubscribe',
  },
  unsubscribed: {
    title: 'You are unsubscribed',
    text: 'Nothing more is sent to you, and your address is deleted. You can come back at any time.',
  },
  spent: {
    title: 'This link is no longer good',
    text: 'It was used already, or has expired. If you have just confirmed, all is well: you are subscribed. Otherwise subscribe again on the status page, and you get a new link.',
  },
  invalid: {
    title: 'This link is not whole',
    text: 'A part of it got lost on the way. Open it from the email, or copy all of it.',
  },
  unavailable: {
    title: 'This cannot be done at the moment',
    text: 'The database does not answer just now, and nothing was changed. Try again in a few seconds.',
  },
};
