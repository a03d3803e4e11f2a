import { escapeHtml } from '../../text/escape.ts';
import { excerpt } from '../html/excerpt.ts';
import type { Feed, FeedEntry } from './feed.ts';
import { element, emptyElement, textElement } from './xml.ts';

export const rssType = 'application/rss+xml';
const minutesToKeep = 10;

/**
 * Writes a feed as RSS 2.0. It knows no time of change: readers that look at nothing else miss edits, so entries say it
 * in Atom's words.
 */
export function writeRss(feed: Feed): string {
  const { title, subtitle, lang, home, self, hub, updatedAt, entries, author } = feed;
  const inside = [
    textElement('title', title),
    textElement('link', home),
    textElement('description', subtitle),
    textElement('language', lang),
    textElement('lastBuildDate', updatedAt.toUTCString()),
    textElement('generator', 'Allswell'),
    textElement('docs', 'https://www.rssboard.org/rss-specification'),
    textElement('ttl', String(minutesToKeep)),
    emptyElement('atom:link', { rel: 'self', type: rssType, href: self }),
    ...(hub === undefined ? [] : [emptyElement('atom:link', { rel: 'hub', href: hub })]),
    ...entries.map((entry) => writeItem(entry, author.name)),
  ];
  const root = element('rss', [element('channel', inside)], {
    version: '2.0',
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    'xml:lang': lang,
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`;
}

function writeItem({ id, url, title, summary, html, publishedAt, updatedAt, tags }: FeedEntry, author: string): string {
  return element('item', [
    textElement('guid', id, { isPermaLink: 'false' }),
    textElement('title', title),
    textElement('link', url),
    textElement('pubDate', publishedAt.toUTCString()),
    textElement('atom:updated', updatedAt.toISOString()),
    textElement('dc:creator', author),
    ...tags.map((tag) => textElement('category', tag)),
    // Readers take a description for HTML.
    textElement('description', escapeHtml(excerpt(summary))),
    textElement('content:encoded', html),
  ]);
}
