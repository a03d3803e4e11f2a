import type { SubscribeStrings } from './subscribe-strings.ts';

/** Every word of `<status-subscribe>`, in English. */
export const subscribeEn: SubscribeStrings = {
  language: 'en',
  direction: 'ltr',
  title: 'Get updates',
  followTitle: { incident: 'Follow this incident', maintenance: 'Follow this maintenance' },
  followText: 'You hear each update until it is over. Then your address is deleted.',
  followGone: 'It is over, so there is nothing more to follow. Here is how to hear of the next one.',
  followMore: 'Hear of more than this',
  close: 'Close',
  loading: 'Reading what this page offers',

  how: 'How should news reach you?',
  ways: {
    email: 'Email',
    web_push: 'This browser',
    webhook: 'Webhook',
    slack: 'Slack',
    teams: 'Teams',
    discord: 'Discord',
    google_chat: 'Google Chat',
    feed: 'Feed',
    calendar: 'Calendar',
  },
  address: {
    email: 'Email address',
    webhook: 'Address of your endpoint',
    slack: 'Address of your Slack webhook',
    teams: 'Address of your Teams workflow',
    discord: 'Address of your Discord webhook',
    google_chat: 'Address of your Google Chat webhook',
  },
  hint: {
    email: '',
    webhook: 'First it is sent a challenge, to be sent back. Then each update comes as signed JSON.',
    slack: 'Slack gives it under “Incoming Webhooks” of an app.',
    teams: 'Teams gives it in a workflow that posts webhook requests.',
    discord: 'Discord gives it in the settings of a channel, under “Integrations”.',
    google_chat: 'Google Chat gives it in a space, under “Apps & integrations”.',
  },

  what: 'What do you want to hear about?',
  everything: 'Everything',
  some: 'Only what I choose',
  wholeGroup: 'all of it, and what is added later',
  kinds: 'Tell me of',
  kind: { incident: 'Incidents', maintenance: 'Planned maintenance' },

  toldIn: (language, zone) => `In ${language}, with times in ${zone}.`,
  change: 'Change',
  languageLabel: 'Language',
  zoneLabel: 'Time zone',

  install:
    'On this device, notifications need the page on your home screen first: open the share menu, choose “Add to Home Screen”, and open the page from there.',
  pushed: 'Notifications are on in this browser. What you choose below is told from now on.',
  endPush: 'Turn notifications off',

  subscribe: 'Subscribe',
  follow: 'Follow',
  allow: 'Allow notifications',
  openWindow: 'Go on in a new window',
  sending: 'One moment',
  promise: {
    email: 'First you get one email, to confirm. Each later one has a link to leave.',
    web_push: 'Your browser will ask for your permission. No address is needed.',
    popup: 'Notifications are set up on the status page itself. No address is needed.',
    address: 'You can leave at any time.',
  },

  wrong: {
    email: 'Write your email address, such as mara@example.com.',
    address: 'Write the whole address. It begins with https://.',
    what: 'Choose everything, or at least one part.',
    kinds: 'Choose at least one.',
  },
  failed: {
    away: 'The status page does not answer. What you have written stays here; try again in a moment.',
    channel: 'This page no longer sends in this way. Choose another one.',
    refused: 'The status page did not take this. Look over what you have chosen, then try again.',
    blocked: 'This browser does not let the page notify you. Allow it in the settings of the browser, then try again.',
    push: 'The browser could not set up notifications. Try again, or choose another way.',
    popup: 'This browser did not open the window.',
  },
  limited: (when) => `That was tried too often just now. Try again ${when}.`,
  retry: 'Try again',
  toPage: 'Open the status page',

  away: 'The status page does not answer',
  awayText: 'So what it offers is not known at the moment. Nothing of what you see elsewhere is affected.',
  onlyFeeds: 'This page sends no messages. You can still follow it by feed or calendar.',
  nothingOffered: 'Nothing to subscribe to here',
  nothingOfferedText: 'The page of this service is kept elsewhere. It may offer updates itself.',

  done: {
    email: 'Check your inbox',
    web_push: 'This browser will tell you',
    popup: 'Go on in the new window',
    address: 'Your request has arrived',
  },
  doneText: {
    email: (address) => `An email to ${address} is on its way. Open the link in it, and you are done.`,
    web_push: 'The next update appears as a notification, even while the page is closed.',
    popup: 'The status page is open there. Allow notifications in it, and you are done.',
    address: 'The next update is sent there.',
  },
  notArrived: 'Nothing there after a few minutes? Look in the spam folder, or check the address.',
  another: 'Change the address',
  finish: 'Done',

  feedText: 'Put one of these into your feed reader. Nobody has to know your address.',
  calendarText: 'Planned maintenance in your own calendar. It moves when the plan does.',
  wholePage: 'Everything',
  openCalendar: 'Subscribe in your calendar',
  downloadCalendar: 'Address of the calendar',
};
