import type { Words } from './shape.ts';

export const fr: Words = {
  ogLocale: 'fr_FR',
  sentences: {
    'All Systems Operational': 'Tous les systèmes sont opérationnels',
    'Major System Outage': 'Panne majeure',
    'Partial System Outage': 'Panne partielle',
    'Minor Service Outage': 'Panne mineure',
    'Degraded System Service': 'Service dégradé',
    'Partially Degraded Service': 'Service partiellement dégradé',
    'Service Under Maintenance': 'Maintenance en cours',
  },
  statuses: {
    investigating: 'Analyse en cours',
    identified: 'Cause identifiée',
    monitoring: 'Sous surveillance',
    resolved: 'Résolu',
    postmortem: 'Bilan',
    scheduled: 'Prévue',
    in_progress: 'En cours',
    verifying: 'En vérification',
    completed: 'Terminée',
    cancelled: 'Annulée',
  },
  maintenance: 'Maintenance prévue',
  history: 'Historique',
  labelled: (label, text) => `${label} : ${text}`,
  lastKnown: (title) => `Dernier état connu : ${title}`,
  currentStatus: (page, sentence) => `État actuel de ${page} : ${sentence}.`,
  openIncidents: (names) => `En cours : ${names}.`,
  plannedMaintenance: (names) => `Maintenance prévue : ${names}.`,
  noMaintenance: (page) => `Aucune maintenance n’est prévue pour ${page}.`,
  historyOf: (page, month) => `Ce qui s’est passé chez ${page} en ${month}.`,
  counts: (incidents, maintenances) => `Incidents : ${incidents}. Maintenances : ${maintenances}.`,
  uptime: {
    title: 'Disponibilité',
    about: (page, days) =>
      `La disponibilité de tout ce que propose ${page} sur les ${days} derniers jours, et pourquoi.`,
    inDays: (percent, days) => `${percent} sur les ${days} derniers jours.`,
    why: (component) => `Ce dont la disponibilité de ${component} est calculée.`,
  },
  timeline: {
    title: 'Chronologie',
    about: (page) => `Ce qui a été perturbé chez ${page} et quand, et ce qui est prévu.`,
  },
  report: {
    title: 'Rapport mensuel',
    about: (page, month) => `Disponibilité, incidents et maintenances de ${page} en ${month}.`,
  },
  found: (query, count) => `Trouvés dans l’historique pour « ${query} » : ${count}.`,
  subscribe: {
    title: 'Recevoir les nouvelles',
    about: (page) =>
      `Comment recevoir les nouvelles de ${page} : par e-mail, dans le navigateur, par flux ou calendrier.`,
    needsScript:
      'Pour l’e-mail et les notifications, les scripts de cette page doivent fonctionner dans votre navigateur. Les flux et le calendrier s’en passent.',
    calendar: 'Calendrier',
  },
  support: 'Assistance',
  data: 'JSON',
  toStatus: 'Voir l’état actuel',
  toHistory: 'Voir l’historique',
  gone: {
    title: { incident: 'Cet incident a été supprimé', maintenance: 'Cette maintenance a été supprimée' },
    text: (when) => `Cette page existait et a été retirée le ${when}. Son contenu n’est plus publié.`,
  },
  notFound: { title: 'Il n’y a rien ici', text: 'La page demandée n’existe pas ou n’existe plus.' },
  failed: {
    title: 'Un problème est survenu de notre côté',
    text: 'Cette page ne peut pas être affichée pour le moment. L’état actuel est peut-être toujours accessible.',
  },
  later: {
    title: 'Cette recherche est impossible pour le moment',
    text: 'Ce qui est plus ancien se trouve dans la base de données, qui ne répond pas actuellement. Réessayez dans quelques secondes.',
  },
  tooLong: {
    title: 'C’est trop long à rechercher',
    text: 'Recherchez au plus 200 caractères : quelques mots suffisent.',
  },
  unavailable: {
    title: 'L’état n’est pas encore connu',
    text: 'Cette page vient de démarrer et ne peut pas joindre sa base de données. L’état s’affichera ici dès que possible.',
  },
};
