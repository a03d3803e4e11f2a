/** What other programs can subscribe to, or show. */
export type Format = 'atom' | 'rss' | 'json' | 'calendar' | 'badge' | 'uptime';

/** One of them, as its address names it. */
export interface Syndicated {
  format: Format;
  /** Of a component or a group; undefined for the whole page. */
  componentId?: string | undefined;
  /** Feeds only: an entry for each update instead of one for each incident. */
  perUpdate: boolean;
}

const fileNames: Record<Format, string> = {
  atom: 'history.atom',
  rss: 'history.rss',
  json: 'feed.json',
  calendar: 'calendar.ics',
  badge: 'badge.svg',
  uptime: 'uptime.svg',
};
const formatOf = new Map(Object.entries(fileNames).map(([format, name]) => [name, format as Format]));
const shape = /^(?:\/components\/([^/]+))?\/([a-z]+\.[a-z]+)$/;

/** The formats of the feeds, the one that suits most readers first. */
export const feedFormats = ['atom', 'rss', 'json'] as const satisfies Format[];

/** Whether something of ours can be at this path. */
export function isSyndicatedPath(path: string): boolean {
  const [, , name = ''] = shape.exec(path) ?? [];
  return formatOf.has(name);
}

/** Reads an address; undefined where there can be nothing of ours. `lang` is as it was written. */
export function readSyndicated(url: string): { what: Syndicated; lang: string | null } | undefined {
  const query = url.indexOf('?');
  const [, componentId, name = ''] = shape.exec(query < 0 ? url : url.slice(0, query)) ?? [];
  const format = formatOf.get(name);
  if (!format) return undefined;
  const parameters = new URLSearchParams(query < 0 ? '' : url.slice(query));
  const perUpdate = isFeed(format) && parameters.get('per') === 'update';
  return { what: { format, componentId, perUpdate }, lang: parameters.get('lang') };
}

/** The one address of it; `lang` where it is not the page's main language. */
export function syndicatedAddress({ format, componentId, perUpdate }: Syndicated, lang?: string): string {
  const parameters = new URLSearchParams({ ...(perUpdate && { per: 'update' }), ...(lang !== undefined && { lang }) });
  const query = parameters.size > 0 ? `?${parameters}` : '';
  return `${componentId === undefined ? '' : `/components/${componentId}`}/${fileNames[format]}${query}`;
}

function isFeed(format: Format): boolean {
  return (feedFormats as readonly Format[]).includes(format);
}
