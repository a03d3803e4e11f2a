import type { SubscriptionKind } from '@allswell/protocol';
import type { Way } from '../i18n/subscribe-strings.ts';
import type { Offer } from './offer.ts';

/** What somebody has chosen so far. */
export interface Choice {
  way: Way;
  address: string;
  /** One incident until it is over, everything, some parts; or nothing yet. */
  scope: 'incident' | 'everything' | 'some' | '';
  /** Ids of components and groups. */
  parts: ReadonlySet<string>;
  kinds: ReadonlySet<SubscriptionKind>;
  /** For the news: a language tag, and an IANA name. */
  locale: string;
  timeZone: string;
}

/** What cannot be sent as it is. */
export type Mistake = 'email' | 'address' | 'what' | 'kinds';

/** Whether a way is one that the page sends by, rather than one that people fetch from. */
export function isSent(way: Way): way is Exclude<Way, 'feed' | 'calendar'> {
  return way !== 'feed' && way !== 'calendar';
}

/** Whether a page has so much to tell that people want to choose. */
export function hasParts({ groups }: Offer): boolean {
  return groups.reduce((sum, { members }) => sum + members.length, 0) > 1;
}

/** The ids behind what a page names: ids or names of components, or ids of groups, separated by commas. */
export function partsNamed(named: string, { groups }: Offer): Set<string> {
  const words = new Set([...named.split(/\s*,\s*/), ...named.split(/[\s,]+/)].map((word) => word.trim()));
  const all = [...groups, ...groups.flatMap(({ members }) => members)];
  return new Set(all.filter(({ id, name }) => id && (words.has(id) || (name && words.has(name)))).map(({ id }) => id));
}

/** The first thing to mend before a choice can be sent, in the order in which it stands on the screen. */
export function mistakeIn({ way, address, scope, parts, kinds }: Choice): Mistake | undefined {
  // What an address is in full is the server's to say; this catches slips.
  if (way === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address.trim())) return 'email';
  if (isSent(way) && way !== 'email' && way !== 'web_push' && !isAddress(address)) return 'address';
  if (scope === '' || (scope === 'some' && parts.size === 0)) return 'what';
  return scope !== 'incident' && kinds.size === 0 ? 'kinds' : undefined;
}

function isAddress(text: string): boolean {
  try {
    return new URL(text.trim()).protocol === 'https:';
  } catch {
    return false;
  }
}

/** The parts as the service takes them. What belongs to a chosen group is covered by that. */
export function partsOf({ scope, parts }: Choice, { groups }: Offer): { components: string[]; groups: string[] } {
  if (scope !== 'some') return { components: [], groups: [] };
  const whole = groups.filter(({ id }) => id && parts.has(id));
  return {
    groups: whole.map(({ id }) => id),
    components: groups
      .filter((group) => !whole.includes(group))
      .flatMap(({ members }) => members.map(({ id }) => id))
      .filter((id) => parts.has(id)),
  };
}
