import type { Sql, Tx } from '../db/connect.ts';
import { holdingWords } from '../wire/search-words.ts';

/** What is looked for in names and updates, at components, and when. */
export interface Search {
  /** Each has to be found, in the name or in an update. */
  words?: readonly string[] | undefined;
  component?: string | undefined;
  /** What went on at or after this instant, and before that one. */
  since?: Date | undefined;
  before?: Date | undefined;
}

/** The conditions of a search, to be put behind others. */
export function searching(sql: Sql | Tx, { words = [], component, since, before }: Search) {
  return sql`
    ${holdingWords(sql, words)}
    ${
      component === undefined
        ? sql``
        : sql`and id in (select incident_id from incident_components where component_id = ${component})`
    }
    ${before === undefined ? sql`` : sql`and started_at < ${before}`}
    ${
      // What is not over went on until now; what is planned will until its end.
      since === undefined
        ? sql``
        : sql`and coalesce(resolved_at, greatest(scheduled_until, clock_timestamp())) >= ${since}`
    }
  `;
}
