/** Words that are here, or how to fetch a module of them. */
export type Language<T> = T | (() => Promise<{ words: T }>);

// Readers wait for what is said, not for words: those that do not come in time are said in English.
const patienceMs = 4_000;

/**
 * Finds words by locale, English where it has none; a promise of them where they have to be fetched. What has been
 * fetched stays in the languages that were given.
 */
export function wordBook<T extends object>(
  english: T,
  languages: Record<string, Language<T>>,
): (locale: string) => T | Promise<T> {
  const inEnglish = { words: english };
  const coming: Record<string, Promise<T>> = {};
  return (locale) => {
    const [language = ''] = locale.split('-');
    const found = Object.hasOwn(languages, language) ? languages[language] : undefined;
    if (typeof found !== 'function') return found ?? english;
    return (coming[language] ??= Promise.race([
      found(),
      new Promise<typeof inEnglish>((end) => setTimeout(end, patienceMs, inEnglish)),
    ])
      .catch(() => inEnglish)
      .then(({ words }) => (languages[language] = words)));
  };
}
