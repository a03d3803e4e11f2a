import type { Words } from './shape.ts';

export const fr: Words = {
  confirm: {
    title: 'Confirmer votre abonnement',
    lead: (address, page) => `Les nouvelles de ${page} seront envoyées à ${address}. Voici ce que vous recevrez\u00a0:`,
    button: 'Confirmer',
    notYou:
      'Ce n’était pas vous\u00a0? Fermez cette page\u00a0: rien ne sera envoyé, et l’adresse sera oubliée dans deux jours.',
  },
  confirmed: {
    title: 'Vous êtes abonné',
    lead: (address) => `Le prochain message sera envoyé à ${address}. Voici ce que vous recevrez\u00a0:`,
    leave: 'Chaque message contient un lien pour vous désabonner en un clic.',
    change: 'Modifier ce que vous recevez',
  },
  about: {
    what: 'À propos de',
    everything: (page) => `Tout ce qui concerne ${page}`,
    wholeGroup: (group) => `${group}, en entier`,
    nothingLeft: 'Ce que vous aviez choisi n’est plus sur la page.',
    untilOver: (incident) => `Seulement «\u00a0${incident}\u00a0», jusqu’à la fin`,
    kinds: 'Messages sur',
    kind: { incident: 'Incidents', maintenance: 'Maintenances prévues' },
    language: 'Langue',
    timeZone: 'Fuseau horaire',
  },
  manage: {
    title: 'Ce que vous recevez',
    lead: (address) => `Les messages sont envoyés à ${address}.`,
    what: 'De quoi voulez-vous être informé\u00a0?',
    everything: 'De tout',
    some: 'Seulement de ce que je choisis',
    wholeGroup: 'en entier, avec ce qui s’y ajoutera',
    kinds: 'M’informer des',
    save: 'Enregistrer',
    saved: 'C’est enregistré, à partir du prochain message.',
    wrong: {
      what: 'Choisissez tout, ou au moins une partie.',
      kinds: 'Choisissez-en au moins un.',
      language: 'Choisissez une langue de la liste.',
      timeZone: 'Choisissez un fuseau horaire de la liste.',
      gone: 'Un élément que vous aviez choisi n’est plus sur la page. Vérifiez votre choix, puis enregistrez de nouveau.',
    },
    leaveTitle: 'Plus de messages\u00a0?',
    leaveText: 'Votre adresse est supprimée aussitôt. Vous pouvez revenir à tout moment.',
  },
  unsubscribe: {
    title: 'Vous désabonner\u00a0?',
    lead: (address, page) => `Les nouvelles de ${page} ne seront plus envoyées à ${address}. Il s’agissait de\u00a0:`,
    button: 'Me désabonner',
  },
  unsubscribed: {
    title: 'Vous êtes désabonné',
    text: 'Vous ne recevrez plus rien, et votre adresse est supprimée. Vous pouvez revenir à tout moment.',
  },
  spent: {
    title: 'Ce lien n’est plus valable',
    text: 'Il a déjà servi ou a expiré. Si vous venez de confirmer, tout va bien\u00a0: vous êtes abonné. Sinon, abonnez-vous de nouveau sur la page d’état, et vous recevrez un nouveau lien.',
  },
  invalid: {
    title: 'Ce lien n’est pas complet',
    text: 'Une partie s’est perdue en route. Ouvrez-le depuis l’e-mail, ou copiez-le en entier.',
  },
  unavailable: {
    title: 'C’est impossible pour le moment',
    text: 'La base de données ne répond pas, et rien n’a été modifié. Réessayez dans quelques secondes.',
  },
};
