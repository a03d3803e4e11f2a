/** What the machine says of alerts where nobody has written anything better. `what` is a list of names. */
export interface AlertWords {
  name(what: string): string;
  nameOfNothing: string;
  opened(what: string): string;
  openedOfNothing: string;
  again: string;
  resolved: string;
  /** Ends everything that no person has written. */
  automatic: string;
}

const english: AlertWords = {
  name: (what) => `Problem with ${what}`,
  nameOfNothing: 'Problem seen by our monitoring',
  opened: (what) => `Our monitoring reports a problem with ${what}. We will say more here as soon as we know more.`,
  openedOfNothing: 'Our monitoring reports a problem. We will say more here as soon as we know more.',
  again: 'Our monitoring reports this problem again.',
  resolved: 'Our monitoring reports that this problem is over.',
  automatic: 'This was posted automatically by our monitoring.',
};

const byLanguage: Partial<Record<string, AlertWords>> = {
  en: english,
  de: {
    name: (what) => `Störung: ${what}`,
    nameOfNothing: 'Störung, von unserer Überwachung gemeldet',
    opened: (what) => `Unsere Überwachung meldet eine Störung: ${what}. Sobald wir mehr wissen, steht es hier.`,
    openedOfNothing: 'Unsere Überwachung meldet eine Störung. Sobald wir mehr wissen, steht es hier.',
    again: 'Unsere Überwachung meldet diese Störung erneut.',
    resolved: 'Unsere Überwachung meldet, dass diese Störung vorüber ist.',
    automatic: 'Diese Meldung wurde automatisch von unserer Überwachung veröffentlicht.',
  },
  fr: {
    name: (what) => `Problème : ${what}`,
    nameOfNothing: 'Problème détecté par notre surveillance',
    opened: (what) => `Notre surveillance signale un problème : ${what}. Nous en dirons plus ici dès que possible.`,
    openedOfNothing: 'Notre surveillance signale un problème. Nous en dirons plus ici dès que possible.',
    again: 'Notre surveillance signale à nouveau ce problème.',
    resolved: 'Notre surveillance signale que ce problème est terminé.',
    automatic: 'Ce message a été publié automatiquement par notre surveillance.',
  },
  es: {
    name: (what) => `Problema: ${what}`,
    nameOfNothing: 'Problema detectado por nuestra monitorización',
    opened: (what) =>
      `Nuestra monitorización informa de un problema: ${what}. Daremos más detalles aquí en cuanto los tengamos.`,
    openedOfNothing: 'Nuestra monitorización informa de un problema. Daremos más detalles aquí en cuanto los tengamos.',
    again: 'Nuestra monitorización informa de nuevo de este problema.',
    resolved: 'Nuestra monitorización informa de que este problema ha terminado.',
    automatic: 'Este mensaje lo ha publicado automáticamente nuestra monitorización.',
  },
  ar: {
    name: (what) => `مشكلة في: ${what}`,
    nameOfNothing: 'مشكلة رصدها نظام المراقبة لدينا',
    opened: (what) => `يُبلغ نظام المراقبة لدينا عن مشكلة في: ${what}. سنذكر المزيد هنا حالما تتوفر لدينا معلومات.`,
    openedOfNothing: 'يُبلغ نظام المراقبة لدينا عن مشكلة. سنذكر المزيد هنا حالما تتوفر لدينا معلومات.',
    again: 'يُبلغ نظام المراقبة لدينا عن هذه المشكلة مجددًا.',
    resolved: 'يُبلغ نظام المراقبة لدينا بأن هذه المشكلة قد انتهت.',
    automatic: 'نُشرت هذه الرسالة تلقائيًا من نظام المراقبة لدينا.',
  },
};

/** The words in a page's language, `de` for `de-AT`; English for one that is not known. */
export function alertWords(language: string): AlertWords {
  return byLanguage[language.split('-', 1)[0] ?? ''] ?? english;
}
