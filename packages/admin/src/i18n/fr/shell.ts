import { sayIn } from '../say.ts';
import type { shellEn } from '../shell-en.ts';

const { count } = sayIn('fr');

/** What surrounds every screen, and what forms have in common, in French. */
export const shellFr: typeof shellEn = {
  nav: {
    label: 'Administration',
    overview: 'Accueil',
    incidents: 'Incidents',
    maintenance: 'Maintenance',
    history: 'Historique',
    uptime: 'Disponibilité',
    templates: 'Modèles',
    components: 'Composants',
    metrics: 'Métriques',
    alerts: 'Alertes',
    subscribers: 'Abonnés',
    admins: 'Administrateurs',
    settings: 'Paramètres',
    import: 'Importation',
    activity: 'Activité',
    more: 'Plus',
    language: 'Langue',
    signOut: 'Se déconnecter',
    viewPage: 'Voir la page',
    openIncidents: (amount) =>
      `, ${count(amount, { one: '# incident en cours', many: '# d’incidents en cours', other: '# incidents en cours' })}`,
  },
  shell: {
    title: (screen, page) => `${screen} · ${page}`,
    starting: 'Un instant.',
    loading: 'Chargement.',
    product: 'Page d’état',
    notThere: 'Il n’y a rien à cette adresse.',
    toOverview: 'Aller à l’accueil',
    elsewhereTitle: 'L’administration se trouve à une autre adresse',
    elsewhere: 'Un mot de passe ne se saisit que sur les pages du serveur lui-même.',
    toPanel: 'Ouvrir l’administration',
    failedTitle: 'L’administration ne peut pas se charger',
    stale:
      'Ces informations ne sont peut-être plus à jour. Le serveur ne répond pas\u00a0; l’administration continue d’essayer.',
    staleDatabase:
      'Ces informations ne sont peut-être plus à jour. La base de données ne répond pas\u00a0; la page d’état reste visible par tous. L’administration continue d’essayer.',
    tryAgain: 'Réessayer',
  },
  status: {
    component: {
      operational: 'Opérationnel',
      degraded_performance: 'Performances dégradées',
      partial_outage: 'Panne partielle',
      major_outage: 'Panne majeure',
      under_maintenance: 'En maintenance',
    },
    incident: {
      investigating: 'En cours d’analyse',
      identified: 'Cause identifiée',
      monitoring: 'Sous surveillance',
      resolved: 'Résolu',
      postmortem: 'Bilan',
      scheduled: 'Planifiée',
      in_progress: 'En cours',
      verifying: 'En vérification',
      completed: 'Terminée',
    },
    page: {
      'All Systems Operational': 'Tous les systèmes sont opérationnels',
      'Major System Outage': 'Panne majeure',
      'Partial System Outage': 'Panne partielle',
      'Minor Service Outage': 'Panne mineure',
      'Degraded System Service': 'Service dégradé',
      'Partially Degraded Service': 'Service partiellement dégradé',
      'Service Under Maintenance': 'Maintenance en cours',
    },
    impact: { none: 'Aucun', minor: 'Mineur', major: 'Majeur', critical: 'Critique' },
    unknown: 'Inconnu',
  },
  time: { justNow: 'à l’instant' },
  forms: {
    // "Annuler" is what is done to a maintenance; the way out of a dialog about it needs another word.
    cancel: 'Retour',
    save: 'Enregistrer',
    saving: 'Enregistrement…',
    saved: 'Enregistré.',
    edit: 'Modifier',
    delete: 'Supprimer',
    stillTrying: 'Tentative en cours.',
    nothingLost: 'Rien de ce que vous avez saisi n’est perdu.',
    stopTrying: 'Arrêter les tentatives',
    somethingMissing: (amount) =>
      count(amount, {
        one: 'Un point est à corriger.',
        many: '# de points sont à corriger.',
        other: '# points sont à corriger.',
      }),
    required: 'Ce champ est encore vide.',
    conflict: {
      title: 'Quelqu’un d’autre a fait des modifications entre-temps.',
      text: 'Voici les différences.',
      same: 'L’autre version dit la même chose que la vôtre.',
      theirs: 'Autre version',
      mine: 'Votre version',
      keepMine: 'Garder la mienne',
      takeTheirs: 'Prendre l’autre',
      empty: 'vide',
    },
  },
  problems: {
    unreachable: 'Le serveur ne répond pas.',
    databaseUnavailable: 'La base de données ne répond pas pour le moment. La page d’état reste visible par tous.',
    stopped: 'Vous avez interrompu cet envoi. Il a pu aboutir\u00a0; vérifiez avant de l’envoyer de nouveau.',
    signedOut:
      'Votre session a pris fin avant que l’envoi soit accepté. Connectez-vous, puis envoyez de nouveau\u00a0; ce que vous avez saisi est conservé.',
    wrongCredentials: 'L’adresse e-mail ou le mot de passe est incorrect.',
    internal:
      'Un problème est survenu sur le serveur. Réessayez\u00a0; si cela persiste, consultez le journal du serveur.',
    rateLimited: (seconds) =>
      seconds === null
        ? 'Trop de tentatives. Patientez un peu.'
        : `Trop de tentatives. Réessayez dans ${count(Math.ceil(seconds), { one: '# seconde', many: '# de secondes', other: '# secondes' })}.`,
  },
  more: { title: 'Plus', signedInAs: (email) => `Session de ${email}` },
};
