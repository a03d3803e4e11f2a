import type { FeedWords } from './shape.ts';

export const fr: FeedWords = {
  feed: (page) => `${page}\u00a0: incidents et maintenances`,
  aboutFeed: (page) => `Ce qui se passe chez ${page} et ce qui est prévu.`,
  calendar: (page) => `${page}\u00a0: maintenances`,
  aboutCalendar: (page) => `Les maintenances prévues de ${page}.`,
  part: (page, component) => `${page}, ${component}`,
  affects: (components) => `Concerne\u00a0: ${components}`,
  planned: (from, until) => `Prévue du ${from} au ${until}`,
  edited: (when) => `modifié le ${when}`,
  updateDeleted: (when, deleted) => `Une mise à jour du ${when} a été supprimée le ${deleted}.`,
  uptime: (percent) => `${percent} disponible sur 90 jours`,
  components: {
    operational: 'Opérationnel',
    degraded_performance: 'Performances dégradées',
    partial_outage: 'Panne partielle',
    major_outage: 'Panne majeure',
    under_maintenance: 'En maintenance',
  },
  unknown: 'Inconnu',
};
