import { createHash } from 'node:crypto';
import { feedFormats, syndicatedAddress } from '../page/feeds/address.ts';
import { composeFeed, feedContext } from '../page/feeds/compose-feed.ts';
import type { Feed } from '../page/feeds/feed.ts';
import { languagesOf } from '../page/html/languages.ts';
import type { Snapshot } from '../page/snapshot.ts';

/** A feed that names the hub. */
export interface Topic {
  /** Its address. */
  topic: string;
  /** The same while what it says is the same. */
  content_hash: string;
}

/** Every feed that names the hub: of the page, its components and groups, in the main language. */
export function listTopics(snapshot: Snapshot, publicUrl: string): Topic[] {
  const { main } = languagesOf(snapshot.settings);
  const context = feedContext({ snapshot, publicUrl, lang: main, mainLang: main, hub: undefined });
  return [undefined, ...snapshot.summary.components].flatMap((component) =>
    [false, true].flatMap((perUpdate) => {
      const componentId = component?.id;
      const feed = composeFeed({ format: 'atom', componentId, perUpdate }, component, context);
      const content_hash = hashOf(feed);
      return feedFormats.map((format) => ({
        topic: publicUrl + syndicatedAddress({ format, componentId, perUpdate }),
        content_hash,
      }));
    }),
  );
}

/** What it says, and not where: it says the same in each format. */
function hashOf({ title, subtitle, author, entries }: Feed): string {
  const said = entries.map((entry) => [entry.id, entry.title, entry.html, entry.updatedAt.getTime(), ...entry.tags]);
  return createHash('sha256')
    .update(JSON.stringify([title, subtitle, author.name, said]))
    .digest('base64url');
}
