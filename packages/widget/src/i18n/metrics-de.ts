import type { MetricsStrings } from './metrics-strings.ts';

/** Every word of `<status-metrics>`, in German. */
export const words: MetricsStrings = {
  language: 'de',
  direction: 'ltr',
  title: 'Messwerte',
  ranges: 'Zeitraum',
  range: { day: '24 Stunden', week: '7 Tage', month: '30 Tage' },
  level: { green: 'Gut', yellow: 'Mäßig', red: 'Schlecht' },
  asOf: (when) => `Stand: ${when}`,
  noData: 'Keine Daten',
  since: (when) => `seit ${when}`,
  chart: (name, range) => `${name}, letzte ${range}`,
  each: (duration) => `Je Punkt ein Mittelwert über ${duration}.`,
  nothingIn: (range) => `Letzte ${range}: nichts gemessen.`,
  limit: {
    above: (level, value) => `${level} ab ${value} aufwärts`,
    below: (level, value) => `${level} ab ${value} abwärts`,
  },
  lowest: 'Tiefster Wert',
  mean: 'Mittelwert',
  highest: 'Höchster Wert',
  table: 'Als Tabelle zeigen',
  time: 'Zeit',
  value: 'Wert',
  levels: 'Stufe',
  measured: (when) => `Zuletzt gemessen: ${when}.`,
  loading: 'Die Messwerte werden gelesen',
  failed: 'Diese Werte sind im Augenblick nicht lesbar. Diese Seite fragt weiter nach.',
  empty: 'Hier wird noch nichts gemessen.',
  comma: ', ',
};
