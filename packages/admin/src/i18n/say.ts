/** A sentence for each way a language counts; `#` stands for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Numbers, amounts and lists as a language says them, in the digits that the rest of the panel is written in. */
export function sayIn(locale: string) {
  const numbers = new Intl.NumberFormat(locale, { numberingSystem: 'latn' });
  const plurals = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    number: (amount: number) => numbers.format(amount),
    list: (names: readonly string[]) => lists.format(names),
    count: (amount: number, forms: Forms) =>
      (forms[plurals.select(amount)] ?? forms.other).replace('#', numbers.format(amount)),
  };
}
