import type { MetricsStrings } from './metrics-strings.ts';

/** Every word of `<status-metrics>`, in French. */
export const words: MetricsStrings = {
  language: 'fr',
  direction: 'ltr',
  title: 'Mesures',
  ranges: 'Période',
  range: { day: '24 heures', week: '7 jours', month: '30 jours' },
  level: { green: 'Bon', yellow: 'Moyen', red: 'Mauvais' },
  asOf: (when) => `valeur de ${when}`,
  noData: 'Aucune donnée',
  since: (when) => `depuis ${when}`,
  chart: (name, range) => `${name}, sur ${range}`,
  each: (duration) => `Chaque point est une moyenne sur ${duration}.`,
  nothingIn: (range) => `Rien n’a été mesuré sur ${range}.`,
  limit: {
    above: (level, value) => `${level} à partir de ${value}`,
    below: (level, value) => `${level} jusqu’à ${value}`,
  },
  lowest: 'Minimum',
  mean: 'Moyenne',
  highest: 'Maximum',
  table: 'Afficher en tableau',
  time: 'Heure',
  value: 'Valeur',
  levels: 'Niveau',
  measured: (when) => `Dernière mesure : ${when}.`,
  loading: 'Lecture des mesures',
  failed: 'Ces valeurs sont illisibles pour le moment. Cette page continue de les demander.',
  empty: 'Rien n’est encore mesuré ici.',
  comma: ', ',
};
