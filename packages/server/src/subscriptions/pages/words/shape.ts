import type { SubscriptionKind } from '@allswell/protocol';

interface Message {
  title: string;
  text: string;
}

/** The words of the pages behind the links of subscribers, in one language. */
export interface Words {
  confirm: {
    title: string;
    lead: (address: string, page: string) => string;
    button: string;
    notYou: string;
  };
  confirmed: {
    title: string;
    lead: (address: string) => string;
    /** Every message has a link to leave by. */
    leave: string;
    change: string;
  };
  /** What a subscription is about: the labels of a short list, and what stands in it. */
  about: {
    what: string;
    everything: (page: string) => string;
    wholeGroup: (group: string) => string;
    /** All that was chosen has left the page. */
    nothingLeft: string;
    untilOver: (incident: string) => string;
    kinds: string;
    kind: Record<SubscriptionKind, string>;
    language: string;
    timeZone: string;
  };
  manage: {
    title: string;
    lead: (address: string) => string;
    what: string;
    everything: string;
    some: string;
    wholeGroup: string;
    kinds: string;
    save: string;
    saved: string;
    wrong: { what: string; kinds: string; language: string; timeZone: string; gone: string };
    leaveTitle: string;
    leaveText: string;
  };
  unsubscribe: { title: string; lead: (address: string, page: string) => string; button: string };
  unsubscribed: Message;
  /** The link was used, has run out, or never was one. */
  spent: Message;
  /** A link that is not whole. */
  invalid: Message;
  unavailable: Message;
}
