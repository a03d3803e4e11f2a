import type { Feed, openFeed } from '../source/feed.ts';

const feeds = new Map<string, Feed>();
let open: typeof openFeed;

/** Takes over the feed of stage one, and the way to open others. */
export function takeOver(src: string, feed: Feed, how: typeof openFeed): void {
  feeds.set(src, feed);
  open = how;
}

/** Stands in for source/feed-of.ts in the build of stage two, which has no fetch loop of its own. */
export function feedOf(src: string): Feed {
  const feed = feeds.get(src) ?? open(src);
  if (src) feeds.set(src, feed);
  return feed;
}
