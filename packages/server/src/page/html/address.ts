import { longestSearch } from '../../wire/search-words.ts';
import { readQuery } from '../search/search-query.ts';

/** What a page is about. */
export type Place =
  | { view: 'overview' | 'maintenance' | 'subscribe' }
  /** Of everything, or of one component alone. Without days, as many as usual. */
  | { view: 'uptime'; component?: string; days?: string }
  /** Without a span or a last day, the usual one, up to today. */
  | { view: 'timeline'; span?: string; until?: string }
  /** Without a month, the newest one. */
  | { view: 'history'; month?: string }
  | { view: 'search'; query: string }
  /** Without a month, the newest one that is over. */
  | { view: 'report'; month?: string }
  | { view: 'incident'; id: string };

/** Which page is asked for, and in which language. */
export interface Asked {
  place: Place;
  /** As it was written; it may be none. */
  lang: string | null;
}

const usualDays = '90';
const days = ['30', '60', usualDays, '365'];
const usualSpan = 'month';
const spans = ['day', 'week', usualSpan, 'quarter', 'year'];

/** What stands under an address that names one thing, and how that is read. */
const named: Record<string, (name: string, query: URLSearchParams) => Place> = {
  '/incidents/': (id) => ({ view: 'incident', id }),
  '/reports/': (month) => ({ view: 'report', month }),
  '/uptime/': (component, query) => ({ view: 'uptime', component, ...daysIn(query) }),
};

const plain: Record<string, (query: URLSearchParams) => Place> = {
  '/': () => ({ view: 'overview' }),
  '/maintenance': () => ({ view: 'maintenance' }),
  '/subscribe': () => ({ view: 'subscribe' }),
  '/uptime': (query) => ({ view: 'uptime', ...daysIn(query) }),
  '/timeline': (query) => ({ view: 'timeline', ...spanIn(query), ...untilIn(query) }),
  '/history': (query) => searchIn(query) ?? { view: 'history', ...monthIn(query) },
  '/reports': () => ({ view: 'report' }),
};

/** Whether a page of ours can be at this path. */
export function isPagePath(path: string): boolean {
  return Object.hasOwn(plain, path) || rootOf(path) !== undefined;
}

/** Reads the address of a page; undefined where there can be none. What makes no sense in a query is left out. */
export function readAddress(url: string): Asked | undefined {
  const [path = '', text = ''] = splitOnce(url, '?');
  const query = new URLSearchParams(text);
  const root = rootOf(path);
  const place = root
    ? named[root]?.(path.slice(root.length), query)
    : Object.hasOwn(plain, path) && plain[path]?.(query);
  return place ? { place, lang: query.get('lang') } : undefined;
}

/** The one address of a page; `lang` where it is not the page's main language. */
export function addressOf(place: Place, lang?: string): string {
  const [path, query] = partsOf(place);
  const parameters = new URLSearchParams({ ...query, ...(lang !== undefined && { lang }) });
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}

function partsOf(place: Place): [path: string, query?: Record<string, string>] {
  switch (place.view) {
    case 'overview':
      return ['/'];
    case 'incident':
      return [`/incidents/${place.id}`];
    case 'uptime': {
      const { component, days } = place;
      return [component === undefined ? '/uptime' : `/uptime/${component}`, { ...(days !== undefined && { days }) }];
    }
    case 'timeline': {
      const { span, until } = place;
      return ['/timeline', { ...(span !== undefined && { span }), ...(until !== undefined && { until }) }];
    }
    case 'history':
      return ['/history', { ...(place.month !== undefined && { month: place.month }) }];
    case 'search':
      return ['/history', { q: place.query }];
    case 'report':
      return [place.month === undefined ? '/reports' : `/reports/${place.month}`];
    default:
      return [`/${place.view}`];
  }
}

function rootOf(path: string): string | undefined {
  return Object.keys(named).find((root) => path.startsWith(root));
}

function daysIn(query: URLSearchParams): { days?: string } {
  const asked = query.get('days') ?? usualDays;
  return asked !== usualDays && days.includes(asked) ? { days: asked } : {};
}

function spanIn(query: URLSearchParams): { span?: string } {
  const asked = query.get('span') ?? usualSpan;
  return asked !== usualSpan && spans.includes(asked) ? { span: asked } : {};
}

function untilIn(query: URLSearchParams): { until?: string } {
  const asked = query.get('until') ?? '';
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(asked) && new Date(asked).toJSON()?.startsWith(asked) === true;
  return isDay ? { until: asked } : {};
}

function monthIn(query: URLSearchParams): { month?: string } {
  const month = query.get('month');
  return month ? { month } : {};
}

/** What is looked for; of what is too long so much that it still is. */
function searchIn(parameters: URLSearchParams): Place | undefined {
  const asked = parameters.get('q');
  const query = readQuery(asked);
  if (!query) return undefined;
  return { view: 'search', query: query === 'too-long' ? (asked ?? '').slice(0, longestSearch + 1) : query.text };
}

function splitOnce(text: string, separator: string): string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
