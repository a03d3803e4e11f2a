import { excerpt } from '../html/excerpt.ts';
import type { Feed, FeedEntry } from './feed.ts';
import { element, emptyElement, textElement } from './xml.ts';

export const atomType = 'application/atom+xml';

/** Writes a feed as Atom (RFC 4287). */
export function writeAtom(feed: Feed): string {
  const { id, title, subtitle, lang, author, home, self, hub, icon, updatedAt, entries } = feed;
  const inside = [
    textElement('id', id),
    textElement('title', title),
    textElement('subtitle', subtitle),
    textElement('updated', updatedAt.toISOString()),
    element('author', [textElement('name', author.name), textElement('uri', author.url)]),
    emptyElement('link', { rel: 'self', type: atomType, href: self }),
    emptyElement('link', { rel: 'alternate', type: 'text/html', hreflang: lang, href: home }),
    ...(hub === undefined ? [] : [emptyElement('link', { rel: 'hub', href: hub })]),
    ...(icon === undefined ? [] : [textElement('icon', icon)]),
    textElement('generator', 'Allswell'),
    ...entries.map((entry) => writeEntry(entry, lang)),
  ];
  const root = element('feed', inside, { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': lang });
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`;
}

function writeEntry({ id, url, title, summary, html, publishedAt, updatedAt, tags }: FeedEntry, lang: string): string {
  return element('entry', [
    textElement('id', id),
    textElement('title', title),
    textElement('published', publishedAt.toISOString()),
    textElement('updated', updatedAt.toISOString()),
    emptyElement('link', { rel: 'alternate', type: 'text/html', hreflang: lang, href: url }),
    ...tags.map((term) => emptyElement('category', { term })),
    textElement('summary', excerpt(summary)),
    textElement('content', html, { type: 'html' }),
  ]);
}
