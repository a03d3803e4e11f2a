/** The words of one element in each language that it speaks, by the first part of the language's tag. */
export type Languages<S> = Record<string, S> & { en: S };

/** The words for a locale, English when it has none, with those that the customer replaced. */
export function chooseStrings<S extends object>(languages: Languages<S>, locale: string, replaced?: Partial<S>): S {
  const [language = 'en'] = locale.split('-');
  return { ...(languages[locale] ?? languages[language] ?? languages.en), ...replaced };
}
