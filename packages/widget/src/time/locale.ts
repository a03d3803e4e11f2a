/** The first of these tags that Intl accepts, in its canonical form. Pages write `en_US`; some browsers say `C`. */
export function canonicalLocale(...tags: (string | null | undefined)[]): string {
  for (const tag of tags) {
    try {
      const [locale] = tag ? Intl.getCanonicalLocales(tag.replaceAll('_', '-')) : [];
      if (locale) return locale;
    } catch {
      // Not a language: try the next one.
    }
  }
  return 'en';
}

/**
 * The locale to write dates and times in: the reader's own where they share the page's language, since that says
 * whether to write 14:32 or 2:32 PM. English without a country is written as most of the world reads it.
 */
export function timeLocale(locale: string, preferred: readonly string[] = []): string {
  const isSame = (tag: string) => tag.startsWith(`${locale}-`);
  return preferred.map((tag) => canonicalLocale(tag)).find(isSame) ?? (locale === 'en' ? 'en-GB' : locale);
}

/** The language of the text around an element, across the shadow roots that it stands in. */
export function languageAround(element: Element): string {
  let around: Element | undefined = element;
  while (around) {
    const lang = around.closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
    const root: Node = around.getRootNode();
    around = root instanceof ShadowRoot ? root.host : undefined;
  }
  return '';
}
