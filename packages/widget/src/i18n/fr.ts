import type { PageSentence } from '@allswell/protocol';
import type { PageStrings } from './page-strings.ts';
import { storyFr } from './story-fr.ts';

// A blank before a colon, at which no line breaks.
const colon = '\u00a0:';
const list = new Intl.ListFormat('fr');
const sentences: Record<PageSentence, string> = {
  'All Systems Operational': 'Tous les systèmes sont opérationnels',
  'Major System Outage': 'Panne majeure',
  'Partial System Outage': 'Panne partielle',
  'Minor Service Outage': 'Panne mineure',
  'Degraded System Service': 'Service dégradé',
  'Partially Degraded Service': 'Service partiellement dégradé',
  'Service Under Maintenance': 'Maintenance en cours',
};

/** Every word of `<status-page>`, in French. */
export const fr: PageStrings = {
  ...storyFr,
  language: 'fr',
  direction: 'ltr',
  overall: (sentence) => sentences[sentence as PageSentence] ?? sentence,
  component: {
    operational: 'Opérationnel',
    degraded_performance: 'Performances dégradées',
    partial_outage: 'Panne partielle',
    major_outage: 'Panne majeure',
    under_maintenance: 'En maintenance',
    unknown: 'Inconnu',
  },
  affected: (names, more) =>
    `${names.length + more === 1 ? 'Composant touché' : 'Composants touchés'}${colon} ${list.format(more > 0 ? [...names, fr.more(more)] : names)}.`,
  more: (amount) => (amount === 1 ? '1 autre' : `${amount} autres`),
  comma: ', ',
  colon: `${colon} `,
  lastUpdate: (when) => `Dernière mise à jour ${when}.`,
  quiet: 'Aucun incident en cours.',
  lastOver: (when) => `Le dernier s’est terminé ${when}.`,
  loading: 'Lecture de l’état',
  failed: 'L’état ne peut pas être lu',
  failedText: 'Aucune source ne répond pour le moment. Cette page continue d’essayer.',
  unknown: 'L’état n’est pas connu',
  unknownText: (when, sentence) =>
    `Dernière confirmation${colon} ${when}. L’état était alors${colon} ${sentence}. Voici ce qui était connu.`,
  stale: (when) => `Dernière confirmation ${when}. Ces informations ne sont peut-être plus à jour.`,
  incidents: 'Incidents en cours',
  phase: {
    ahead: 'Planifiée',
    soon: 'Commence bientôt',
    under_way: 'En cours',
    running_over: 'Dure plus longtemps que prévu',
    done: 'Terminée',
  },
  cancelled: 'Annulée',
  recurring: 'Récurrente',
  since: (when) => `Début${colon} ${when}`,
  lasted: (duration) => `Durée${colon} ${duration}`,
  components: 'Composants',
  otherComponents: 'Autres composants',
  noComponents: 'Aucun composant pour le moment.',
  past: 'Récemment',
  noPast: 'Rien à signaler ces 90 derniers jours.',
  allStatus: 'État actuel',
  incidentGone: 'Cet incident ne fait pas partie de ceux des 90 derniers jours.',
  editedAt: (when) => `modifié ${when}`,
  updateDeleted: (when, deleted) => `Une mise à jour du ${when} a été supprimée le ${deleted}.`,
  deleted: {
    incident: (when, deleted) => `Un incident du ${when} a été supprimé le ${deleted}.`,
    maintenance: (when, deleted) => `Une maintenance du ${when} a été supprimée le ${deleted}.`,
  },
  postmortem: 'Bilan',
  readPostmortem: 'Lire le bilan',
  published: (when) => `Publié le ${when}`,
  updates: 'Déroulement',
  ownPage: 'Lien permanent',
  getUpdates: 'Recevoir les nouvelles',
  follow: 'Suivre',
  pages: 'Pages d’état',
  overview: 'État',
  uptime: 'Disponibilité',
  uptimeIn: (percent, days, troubled) =>
    `${percent} de disponibilité sur ${days}${troubled && `, dont ${troubled} avec incidents`}`,
  maintenances: 'Maintenance',
  history: 'Historique',
  wholeHistory: 'Tout l’historique',
  wholePlan: 'Toutes les maintenances planifiées',
  underWay: 'En cours',
  planned: 'Planifiées',
  noPlanned: 'Aucune maintenance n’est planifiée.',
  pastMaintenance: 'Passées',
  months: 'Mois',
  nothingIn: (month) => `Rien à signaler en ${month}.`,
  languages: 'Langue',
  times: (zone) => `Fuseau horaire${colon} ${zone}`,
};
