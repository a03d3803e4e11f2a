import { longestSearch, wordsOf } from '../../wire/search-words.ts';

/** What a reader looks for. */
export interface SearchQuery {
  /** As it is written in addresses and answers. */
  text: string;
  words: readonly string[];
}

/** Reads what stands in `?q=`; undefined where there is nothing to look for, `too-long` where there is too much. */
export function readQuery(asked: string | null): SearchQuery | 'too-long' | undefined {
  // What is no character becomes the sign for that, and is found nowhere.
  const text = (asked ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (text === '') return undefined;
  return text.length > longestSearch ? 'too-long' : { text, words: wordsOf(text) };
}
