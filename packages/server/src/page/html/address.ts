/** What a page is about. */
export type Place =
  | { view: 'overview' | 'maintenance' | 'subscribe' }
  /** Without a month, the newest one. */
  | { view: 'history'; month?: string }
  | { view: 'incident'; id: string };

/** Which page is asked for, and in which language. */
export interface Asked {
  place: Place;
  /** As it was written; it may be none. */
  lang: string | null;
}

const incidentRoot = '/incidents/';
const views: Record<string, 'overview' | 'maintenance' | 'history' | 'subscribe'> = {
  '/': 'overview',
  '/maintenance': 'maintenance',
  '/history': 'history',
  '/subscribe': 'subscribe',
};

/** Whether a page of ours can be at this path. */
export function isPagePath(path: string): boolean {
  return Object.hasOwn(views, path) || path.startsWith(incidentRoot);
}

/** Reads the address of a page; undefined where there can be none. */
export function readAddress(url: string): Asked | undefined {
  const [path = '', query = ''] = splitOnce(url, '?');
  const parameters = new URLSearchParams(query);
  const lang = parameters.get('lang');
  if (path.startsWith(incidentRoot)) return { place: { view: 'incident', id: path.slice(incidentRoot.length) }, lang };
  const view = Object.hasOwn(views, path) ? views[path] : undefined;
  if (!view) return undefined;
  const month = parameters.get('month');
  return { place: view === 'history' && month ? { view, month } : { view }, lang };
}

/** The one address of a page; `lang` where it is not the page's main language. */
export function addressOf(place: Place, lang?: string): string {
  const parameters = new URLSearchParams({
    ...(place.view === 'history' && place.month !== undefined && { month: place.month }),
    ...(lang !== undefined && { lang }),
  });
  const query = parameters.size > 0 ? `?${parameters}` : '';
  return pathOf(place) + query;
}

function pathOf(place: Place): string {
  if (place.view === 'incident') return incidentRoot + place.id;
  return place.view === 'overview' ? '/' : `/${place.view}`;
}

function splitOnce(text: string, separator: string): string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
