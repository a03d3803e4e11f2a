import type { BlockNode } from '@allswell/protocol';
import type { Sql } from '../../db/connect.ts';
import { holdingWords, patternOf } from '../../wire/search-words.ts';
import { selectStories, type StoryRow } from '../../wire/story-rows.ts';
import { type OlderRows, readState, snapshot } from '../read.ts';

/** How many of those found are told: the newest. */
export const foundCap = 100;

/** What holds some words, as it was at one moment, and which bytes readers should have had at that moment. */
export interface FoundRows extends Pick<OlderRows, 'state'> {
  /** How many there are in all. */
  count: number;
  stories: StoryRow[];
  /** Of each, by its id, the update that holds most of the words, the newest of these. */
  said: Map<string, BlockNode[]>;
}

/** Looks for words in the names and updates of all that was ever published and is not deleted. */
export function findStories(sql: Sql, words: readonly string[]): Promise<FoundRows> {
  return snapshot(sql, async (tx) => {
    await tx`set local statement_timeout = '1s'`;
    const state = await readState(tx);
    const found = await tx<{ id: string; count: number }[]>`
      select id, count(*) over ()::int as count from incidents
      where deleted_at is null ${holdingWords(tx, words)}
      order by started_at desc, id limit ${foundCap}
    `;
    const ids = found.map(({ id }) => id);
    const [stories, updates] = await Promise.all([
      selectStories(tx, tx`i.id = any(${ids})`),
      tx<{ incident_id: string; body_nodes: BlockNode[] }[]>`
        select u.incident_id, u.body_nodes from unnest(${ids}::text[]) f(id), lateral (
          select incident_id, body_nodes from incident_updates
          where incident_id = f.id and deleted_at is null
          order by (select count(*) from unnest(${words.map(patternOf)}::text[]) p where body ilike p) desc,
            display_at desc, created_at desc, id
          limit 1
        ) u
      `,
    ]);
    const said = new Map(updates.map(({ incident_id, body_nodes }) => [incident_id, body_nodes]));
    return { state, count: found[0]?.count ?? 0, stories, said };
  });
}
