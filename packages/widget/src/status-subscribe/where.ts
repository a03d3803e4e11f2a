import type { Choice } from './choice.ts';
import { partsOf } from './choice.ts';
import type { Offer, Part } from './offer.ts';

/** What can be fetched of the whole page or of one component: the feeds and the calendar. */
export interface Fetchable extends Part {
  feeds: { name: string; href: string }[];
  /** The calendar, to be opened by the program that keeps calendars, and to be copied. */
  webcal: string;
  ics: string;
}

/** Where feeds and calendars are: of what was chosen, or of everything. */
export function fetchables(choice: Choice, offer: Offer, language: string): Fetchable[] {
  const { groups, components } = partsOf(choice, offer);
  const all = [...offer.groups, ...offer.groups.flatMap(({ members }) => members)];
  const chosen = all.filter(({ id }) => groups.includes(id) || components.includes(id));
  return (chosen.length > 0 ? chosen : [{ id: '', name: '' }]).map((part) => fetchableOf(part, offer.root, language));
}

function fetchableOf({ id, name }: Part, root: string, language: string): Fetchable {
  const at = (file: string) =>
    new URL(`${root}${id && `/components/${encodeURIComponent(id)}`}/${file}?lang=${language}`, location.href).href;
  const ics = at('calendar.ics');
  return {
    id,
    name,
    feeds: [
      { name: 'Atom', href: at('history.atom') },
      { name: 'RSS', href: at('history.rss') },
      { name: 'JSON', href: at('feed.json') },
    ],
    ics,
    webcal: ics.replace(/^https?:/, 'webcal:'),
  };
}

/** The page on which everything can be chosen: for a window of its own, and where nothing else works. */
export function pageFor(
  offer: Offer,
  { channel, incident, components, locale }: Record<'channel' | 'incident' | 'components' | 'locale', string>,
): string | undefined {
  const home = offer.page ?? (offer.root || undefined);
  if (home === undefined) return undefined;
  const query = new URLSearchParams({
    ...(channel && { channel }),
    ...(incident ? { incident } : components && { components }),
    ...(locale && { lang: locale }),
  });
  return `${home.replace(/\/*$/, '')}/subscribe${query.size > 0 ? `?${query}` : ''}`;
}
