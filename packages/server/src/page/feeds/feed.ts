/** One entry of a feed, the same in every format. */
export interface FeedEntry {
  /** A tag: URI (RFC 4151) that never changes. */
  id: string;
  url: string;
  title: string;
  /** The latest word, as plain text. */
  summary: string;
  /** Safe HTML. */
  html: string;
  /** The same as plain text. */
  text: string;
  publishedAt: Date;
  /** Grows with each edit. */
  updatedAt: Date;
  /** What it is, how it stands, whom it touches. */
  tags: readonly string[];
}

/** A feed, before it is written in a format. */
export interface Feed {
  id: string;
  title: string;
  subtitle: string;
  lang: string;
  author: { name: string; url: string };
  /** Where people read the same. */
  home: string;
  /** Where this feed is, in this format. */
  self: string;
  /** The WebSub hub that hears of each change. */
  hub: string | undefined;
  icon: string | undefined;
  updatedAt: Date;
  entries: readonly FeedEntry[];
}

/** What a feed and its entries are known by, for good: the page's own id does not change with its name or its domain. */
export function tagUri(pageId: string, what: string): string {
  return `tag:${pageId},2026:${what}`;
}
