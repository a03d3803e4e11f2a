import type { SeenSummary } from '../source/decode.ts';
import { safeHref } from '../templates/safe-href.ts';

/** Where everything is. */
export interface Links {
  /** The page of everything. */
  home: string | undefined;
  /** A page of ours by its path, such as `history` or `uptime/ID`; undefined where the source has no such pages. */
  to: ((path: string, query?: Record<string, string>) => string) | undefined;
  /** The page on which one can ask to be told of news: of all, or of one incident; undefined where there is none. */
  subscribe: ((incident?: string) => string) | undefined;
  /** The page of one incident or maintenance. */
  story(story: { id: string; shortlink: string }): string | undefined;
}

/** What the links on a page depend on. */
export interface LinkOptions {
  /** The source; `/` where the element stands on the status page itself. */
  src: string;
  locale: string;
  /** The languages that the page speaks, its main one first. */
  languages: readonly string[];
}

/** The links of a page: its own ones stay in its language, those to another page lead there by its own addresses. */
export function linksOf(seen: SeenSummary | null, { src, locale, languages }: LinkOptions): Links {
  const isHere = src === '/';
  const home = safeHref(seen?.page.url);
  const root = isHere ? '' : home?.replace(/\/$/, '');
  const lang = isHere && languages.length > 1 && languages[0] !== locale ? { lang: locale } : {};
  const at = (path: string, more?: Record<string, string>) => {
    const query = new URLSearchParams({ ...more, ...lang }).toString();
    return `${root ?? ''}${path}${query && `?${query}`}`;
  };
  const hasPages = isHere || (seen?.allswell && root !== undefined);
  return {
    home: isHere ? at('/') : home,
    to: hasPages ? (path, query) => at(`/${path}`, query) : undefined,
    subscribe: hasPages ? (incident) => at('/subscribe', incident ? { incident } : {}) : undefined,
    story: ({ id, shortlink }) => (isHere ? at(`/incidents/${encodeURIComponent(id)}`) : safeHref(shortlink)),
  };
}
