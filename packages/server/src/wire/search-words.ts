import type { Sql, Tx } from '../db/connect.ts';

// What it means that incidents and maintenance hold words, for admins and readers alike: each of the words stands in the
// name or in an update, be it inside another word. Of few languages Postgres knows more than that.

/** How long what is looked for may be. */
export const longestSearch = 200;
const mostWords = 10;

/** The words of what is looked for, each once. */
export function wordsOf(text: string): string[] {
  const words = text.split(/[\s\p{Cc}]+/u).filter((word) => word !== '');
  return [...new Set(words)].slice(0, mostWords);
}

/** The condition on rows of `incidents`, to be put behind others. */
export function holdingWords(sql: Sql | Tx, words: readonly string[]) {
  const found = words.map((word) => {
    const pattern = patternOf(word);
    // One pass over all updates per word, however many incidents there are.
    return sql`and (name ilike ${pattern} or id in (
      select incident_id from incident_updates where deleted_at is null and body ilike ${pattern}
    ))`;
  });
  return found.reduce((all, one) => sql`${all} ${one}`, sql``);
}

/** What `ilike` finds a word by, wherever it stands. */
export function patternOf(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
