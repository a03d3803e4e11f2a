import type { HistoryStrings } from './history-strings.ts';

/** The words of the history, in French. */
export const words: HistoryStrings = {
  search: 'Chercher dans l’historique',
  find: 'Chercher',
  found: (count) => (count < 2 ? `${count} résultat.` : `${count} résultats.`),
  newest: (shown) => `Voici les ${shown} plus récents.`,
  nothingFound: 'Rien de ce qui a été publié ne contient tous ces mots. Moins de mots trouvent davantage.',
  tooLong: 'Cherchez 200 caractères au plus.',
  back: 'Retour à l’historique',
  calendar: (month) => `Calendrier de ${month}`,
  today: 'aujourd’hui',
  impact: {
    none: 'sans impact',
    maintenance: 'maintenance',
    minor: 'impact mineur',
    major: 'impact majeur',
    critical: 'impact critique',
    unknown: 'impact inconnu',
  },
  kind: { incident: 'Incident', maintenance: 'Maintenance' },
  ongoing: 'En cours',
  earlier: 'Commencé avant ce mois',
  allMonths: 'Tous les mois',
  report: 'Rapport de ce mois',
  timeline: 'Chronologie',
};
