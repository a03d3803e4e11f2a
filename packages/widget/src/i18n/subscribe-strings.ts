import type { ChannelName, SubscriptionKind } from '@allswell/protocol';

/** The ways to be told: what a page may send by, and what everyone can fetch. */
export type Way = ChannelName | 'feed' | 'calendar';

/** Every word of `<status-subscribe>`. A language is an object of this shape; the `strings` property replaces single ones. */
export interface SubscribeStrings {
  /** The language that these words are in. */
  language: string;
  /** How it is written. */
  direction: 'ltr' | 'rtl';
  title: string;
  /** The title where one incident or one maintenance is followed. */
  followTitle: Record<SubscriptionKind, string>;
  /** Below that: what following means. */
  followText: string;
  /** It is over already, or was never there. */
  followGone: string;
  /** Leaves the one incident for everything that can be chosen. */
  followMore: string;
  close: string;
  loading: string;

  how: string;
  ways: Record<Way, string>;
  /** The label of the field, for the ways that need an address. */
  address: Record<Exclude<ChannelName, 'web_push'>, string>;
  /** Below the field: where people find that address. */
  hint: Record<Exclude<ChannelName, 'web_push'>, string>;

  what: string;
  everything: string;
  some: string;
  /** Beside the name of a group that is chosen whole. */
  wholeGroup: string;
  kinds: string;
  kind: Record<SubscriptionKind, string>;

  /** In which language and in which zone the news will be. */
  toldIn: (language: string, zone: string) => string;
  change: string;
  languageLabel: string;
  zoneLabel: string;

  /** Push messages on iOS: the page has to be on the home screen first. */
  install: string;
  /** Push messages are on in this browser already; they can be turned off. */
  pushed: string;
  endPush: string;

  subscribe: string;
  follow: string;
  allow: string;
  openWindow: string;
  sending: string;
  /** Below the button, by how the news will come. */
  promise: Record<'email' | 'web_push' | 'popup' | 'address', string>;

  /** Errors of what was typed or chosen. */
  wrong: Record<'email' | 'address' | 'what' | 'kinds', string>;
  /** What came back instead of a yes. */
  failed: Record<'away' | 'channel' | 'refused' | 'blocked' | 'push' | 'popup', string>;
  /** Too many tries: when another one may be worth it. */
  limited: (when: string) => string;
  retry: string;
  /** The link to the page itself, where it can be tried. */
  toPage: string;

  /** Nothing can be known of what is offered. */
  away: string;
  awayText: string;
  /** The page sends nothing by itself. */
  onlyFeeds: string;
  /** The page is of another kind. */
  nothingOffered: string;
  nothingOfferedText: string;

  /** What comes after a request that was taken. */
  done: Record<'email' | 'web_push' | 'popup' | 'address', string>;
  doneText: {
    /** The same for everyone, whoever asks and whatever is known of the address. */
    email: (address: string) => string;
    web_push: string;
    popup: string;
    address: string;
  };
  notArrived: string;
  another: string;
  finish: string;

  feedText: string;
  calendarText: string;
  wholePage: string;
  openCalendar: string;
  downloadCalendar: string;
}
