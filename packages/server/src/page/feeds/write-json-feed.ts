import { clean, cleanLine } from '../../text/clean.ts';
import { excerpt } from '../html/excerpt.ts';
import type { Feed, FeedEntry } from './feed.ts';

export const jsonFeedType = 'application/feed+json';

/** Writes a feed as JSON Feed 1.1. */
export function writeJsonFeed(feed: Feed): string {
  const { title, subtitle, lang, author, home, self, hub, icon, entries } = feed;
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: cleanLine(title),
    home_page_url: home,
    feed_url: self,
    description: clean(subtitle),
    ...(icon !== undefined && { favicon: icon }),
    authors: [{ name: cleanLine(author.name), url: author.url }],
    language: lang,
    ...(hub !== undefined && { hubs: [{ type: 'WebSub', url: hub }] }),
    items: entries.map(writeItem),
  };
  return JSON.stringify(document);
}

function writeItem({ id, url, title, summary, html, text, publishedAt, updatedAt, tags }: FeedEntry) {
  return {
    id,
    url,
    title: cleanLine(title),
    content_html: html,
    content_text: clean(text),
    summary: clean(excerpt(summary)),
    date_published: publishedAt.toISOString(),
    date_modified: updatedAt.toISOString(),
    tags: tags.map(cleanLine),
  };
}
