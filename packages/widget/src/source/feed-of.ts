import type { Feed } from './feed.ts';
import { openFeed } from './feed.ts';

const feeds = new Map<string, Feed>();

/** The feed of these sources: the same one for every element on the page. Without a source there is only the clock. */
export function feedOf(src: string): Feed {
  const feed = feeds.get(src) ?? openFeed(src);
  if (src) feeds.set(src, feed);
  return feed;
}
