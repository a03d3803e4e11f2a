import type { HistoryStrings } from './history-strings.ts';

/** The words of the history, in German. */
export const words: HistoryStrings = {
  search: 'Im Verlauf suchen',
  find: 'Suchen',
  found: (count) => `${count} Treffer.`,
  newest: (shown) => `Das sind die neuesten ${shown}.`,
  nothingFound: 'Nichts Veröffentlichtes enthält alle diese Wörter. Weniger Wörter finden mehr.',
  tooLong: 'Höchstens 200 Zeichen suchen.',
  back: 'Zurück zum Verlauf',
  calendar: (month) => `Kalender für ${month}`,
  today: 'heute',
  impact: {
    none: 'keine Auswirkung',
    maintenance: 'Wartung',
    minor: 'geringe Auswirkung',
    major: 'große Auswirkung',
    critical: 'schwere Auswirkung',
    unknown: 'unbekannte Auswirkung',
  },
  kind: { incident: 'Störung', maintenance: 'Wartung' },
  ongoing: 'Dauert an',
  earlier: 'Begann vor diesem Monat',
  allMonths: 'Alle Monate',
  report: 'Bericht dieses Monats',
  timeline: 'Zeitverlauf',
};
