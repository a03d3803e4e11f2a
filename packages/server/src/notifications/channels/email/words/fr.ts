import type { MailWords } from './shape.ts';

// A blank before a colon or a question mark, at which no line breaks.
const colon = '\u00a0:';

export const fr: MailWords = {
  direction: 'ltr',
  incident: {
    investigating: 'Nous analysons un problème',
    identified: 'La cause est connue, nous y travaillons',
    monitoring: 'Cela devrait fonctionner à nouveau, nous surveillons',
    resolved: 'L’incident est résolu',
    postmortem: 'Ce qui s’est passé et ce que nous en retenons',
  },
  maintenance: {
    scheduled: 'Une maintenance est prévue',
    in_progress: 'La maintenance a commencé',
    verifying: 'Les travaux sont faits, nous vérifions',
    completed: 'La maintenance est terminée',
    reminder: 'La maintenance commence bientôt',
    rescheduled: 'La maintenance a une nouvelle date',
    cancelled: 'La maintenance est annulée',
  },
  news: 'Il y a du nouveau',
  component: {
    operational: 'Opérationnel',
    degraded_performance: 'Performances dégradées',
    partial_outage: 'Panne partielle',
    major_outage: 'Panne majeure',
    under_maintenance: 'En maintenance',
  },
  labelled: (label, text) => `${label}${colon} ${text}`,
  began: 'Début',
  ended: 'Fin',
  when: 'Quand',
  before: 'Date précédente',
  range: (from, until) => `${from} – ${until}`,
  posted: 'Publié',
  affected: 'Ce qui est touché',
  earlier: 'Auparavant',
  times: (zone) => `Fuseau horaire${colon} ${zone}.`,
  links: {
    incident: 'Voir sur la page d’état',
    maintenance: 'Voir sur la page d’état',
    manage: 'Choisir ce que vous recevez',
    unsubscribe: 'Se désabonner',
  },
  why: (page) => `Vous avez demandé à recevoir à cette adresse les nouvelles de ${page}.`,
  whyIncident: (page) => `Vous suivez cet incident de ${page} jusqu’à sa fin.`,
  whyMaintenance: (page) => `Vous suivez cette maintenance de ${page} jusqu’à sa fin.`,
  calendar: 'Le fichier joint l’ajoute à votre agenda.',
  calendarOff: 'Le fichier joint la marque comme annulée dans votre agenda.',
  letters: {
    confirm: {
      subject: (page) => `Confirmez que vous voulez recevoir les nouvelles de ${page}`,
      headline: (page) => `Voulez-vous recevoir les nouvelles de ${page}\u00a0?`,
      text: (page) =>
        `Quelqu’un, sans doute vous, a demandé que les incidents et maintenances de ${page} soient annoncés à cette adresse. Rien n’est envoyé tant que vous n’avez pas dit oui.`,
      link: 'Oui, envoyez-moi les nouvelles',
      note: `Si ce n’était pas vous, ignorez ce message${colon} personne n’est abonné, et l’adresse est oubliée en quelques jours.`,
    },
    already: {
      subject: (page) => `Vous recevez déjà les nouvelles de ${page}`,
      headline: (page) => `Vous recevez déjà les nouvelles de ${page}`,
      text: () =>
        'Quelqu’un, sans doute vous, a demandé une nouvelle fois à recevoir les nouvelles à cette adresse. Cela n’a rien changé.',
      link: 'Choisir ce que vous recevez ou vous désabonner',
      note: 'Si ce n’était pas vous, ignorez ce message.',
    },
    invite: {
      subject: (page) => `Vous êtes invité à gérer ${page}`,
      headline: (page) => `Vous êtes invité à gérer ${page}`,
      text: (page) =>
        `En administrant ${page}, vous dites aux gens ce qui ne va pas, ce qui est prévu et quand c’est fini. Choisissez d’abord un mot de passe.`,
      link: 'Accepter l’invitation',
      note: 'Le lien est valable trois jours et une seule fois. Si vous ne connaissez pas cette page, ignorez ce message.',
    },
    reset: {
      subject: (page) => `Choisissez un nouveau mot de passe pour ${page}`,
      headline: () => 'Choisissez un nouveau mot de passe',
      text: (page) =>
        `Quelqu’un, sans doute vous, n’arrive pas à se connecter à ${page} et a demandé un nouveau mot de passe.`,
      link: 'Choisir un nouveau mot de passe',
      note: `Le lien est valable une heure et une seule fois. Si ce n’était pas vous, ignorez ce message${colon} votre mot de passe reste le même.`,
    },
    test: {
      subject: (page) => `Les e-mails de ${page} fonctionnent`,
      headline: () => 'Les e-mails fonctionnent',
      text: (page) =>
        `Voici le message d’essai demandé dans l’administration de ${page}. Les abonnés reçoivent leurs nouvelles de la même façon.`,
      link: 'Voir la page d’état',
      note: 'S’il est arrivé parmi les indésirables, il manque sans doute SPF, DKIM ou DMARC au domaine de l’expéditeur.',
    },
  },
};
