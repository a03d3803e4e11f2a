/** What the page says of a maintenance when nobody is there to say it. */
interface OwnWords {
  started: string;
  completed: string;
}

const english: OwnWords = {
  started: 'The planned maintenance has started.',
  completed: 'The planned maintenance is completed.',
};

const byLanguage: Partial<Record<string, OwnWords>> = {
  en: english,
  de: { started: 'Die geplante Wartung hat begonnen.', completed: 'Die geplante Wartung ist abgeschlossen.' },
  fr: { started: 'La maintenance planifiée a commencé.', completed: 'La maintenance planifiée est terminée.' },
  es: { started: 'El mantenimiento programado ha comenzado.', completed: 'El mantenimiento programado ha finalizado.' },
  ar: { started: 'بدأت أعمال الصيانة المجدولة.', completed: 'اكتملت أعمال الصيانة المجدولة.' },
};

/** The words in a page's language, `de` for `de-AT`; English for one that is not known. */
export function ownWords(language: string): OwnWords {
  return byLanguage[language.split('-', 1)[0] ?? ''] ?? english;
}
