import assert from 'node:assert/strict';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';

/** An entry as a feed reader has it. */
export interface ReadEntry {
  id: string | undefined;
  url: string | undefined;
  title: string | undefined;
  summary: string | undefined;
  html: string | undefined;
  published: string | undefined;
  updated: string | undefined;
  tags: (string | undefined)[];
}

/** A feed as a feed reader has it. */
export interface ReadFeed {
  title: string | undefined;
  language: string | undefined;
  author: string | undefined;
  self: string | undefined;
  hub: string | undefined;
  updated: string | undefined;
  entries: ReadEntry[];
}

/** Reads a feed of any format by a reader that is not ours. */
export const readFeed: Record<'atom' | 'rss' | 'json', (text: string) => ReadFeed> = {
  atom(text) {
    const feed = parseAtomFeed(text);
    const link = (rel: string) => feed.links?.find((one) => one.rel === rel)?.href;
    return {
      title: feed.title?.value,
      language: feed.xml?.lang,
      author: feed.authors?.[0]?.name,
      self: link('self'),
      hub: link('hub'),
      updated: feed.updated,
      entries: (feed.entries ?? []).map((entry) => ({
        id: entry.id,
        url: entry.links?.find((one) => one.rel === 'alternate')?.href,
        title: entry.title?.value,
        summary: entry.summary?.value,
        html: entry.content?.value,
        published: entry.published,
        updated: entry.updated,
        tags: (entry.categories ?? []).map(({ term }) => term),
      })),
    };
  },
  rss(text) {
    const feed = parseRssFeed(text);
    const link = (rel: string) => feed.atom?.links?.find((one) => one.rel === rel)?.href;
    return {
      title: feed.title,
      language: feed.language,
      author: feed.items?.[0]?.dc?.creators?.[0],
      self: link('self'),
      hub: link('hub'),
      updated: feed.lastBuildDate,
      entries: (feed.items ?? []).map((item) => {
        assert.equal(item.guid?.isPermaLink, false);
        return {
          id: item.guid?.value,
          url: item.link,
          title: item.title,
          summary: item.description,
          html: item.content?.encoded,
          published: item.pubDate,
          updated: item.atom?.updated,
          tags: (item.categories ?? []).map(({ name }) => name),
        };
      }),
    };
  },
  json(text) {
    const feed = parseJsonFeed(JSON.parse(text));
    return {
      title: feed.title,
      language: feed.language,
      author: feed.authors?.[0]?.name,
      self: feed.feed_url,
      hub: feed.hubs?.[0]?.url,
      updated: undefined,
      entries: (feed.items ?? []).map((item) => ({
        id: item.id,
        url: item.url,
        title: item.title,
        summary: item.summary,
        html: item.content_html,
        published: item.date_published,
        updated: item.date_modified,
        tags: item.tags ?? [],
      })),
    };
  },
};

/** The text that a person reads of the HTML that feeds carry. */
export function textOf(html = ''): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html
    .replace(/<br>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&([a-z]+|#\d+);/g, (whole, name: string) => entities[name] ?? whole);
}
