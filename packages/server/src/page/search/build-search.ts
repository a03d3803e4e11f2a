import type { HistorySearch } from '@allswell/protocol';
import { plain } from '../../text/plain.ts';
import { uptimeWriter } from '../../wire/uptime-writer.ts';
import type { Snapshot } from '../snapshot.ts';
import type { FoundRows } from './find-stories.ts';
import { passage } from './passage.ts';
import type { SearchQuery } from './search-query.ts';

/** `/api/v2/history/search.json?q=…` */
export function buildSearch(
  { page, settings }: Pick<Snapshot, 'page' | 'settings'>,
  { text, words }: SearchQuery,
  { count, stories, said }: FoundRows,
): HistorySearch {
  const write = uptimeWriter({ time_zone: settings.time_zone, publicUrl: page.page.url });
  return {
    page: page.page,
    allswell: page.allswell,
    query: text,
    count,
    stories: stories.map((story) => ({
      ...write.story(story),
      excerpt: passage(plain(said.get(story.id) ?? []), words),
    })),
  };
}
