import type { SubscribeStrings } from './subscribe-strings.ts';

/** Every word of `<status-subscribe>`, in French. */
export const words: SubscribeStrings = {
  language: 'fr',
  direction: 'ltr',
  title: 'Recevoir les nouvelles',
  followTitle: { incident: 'Suivre cet incident', maintenance: 'Suivre cette maintenance' },
  followText: 'Vous recevez chaque nouvelle jusqu’à la fin. Votre adresse est ensuite supprimée.',
  followGone: 'C’est terminé : il n’y a plus rien à suivre. Voici comment être prévenu la prochaine fois.',
  followMore: 'En apprendre davantage',
  close: 'Fermer',
  loading: 'Lecture de ce que cette page propose',

  how: 'Comment voulez-vous être prévenu ?',
  ways: {
    email: 'E-mail',
    web_push: 'Ce navigateur',
    webhook: 'Webhook',
    slack: 'Slack',
    teams: 'Teams',
    discord: 'Discord',
    google_chat: 'Google Chat',
    feed: 'Flux',
    calendar: 'Calendrier',
  },
  address: {
    email: 'Adresse e-mail',
    webhook: 'Adresse de votre point d’accès',
    slack: 'Adresse de votre webhook Slack',
    teams: 'Adresse de votre workflow Teams',
    discord: 'Adresse de votre webhook Discord',
    google_chat: 'Adresse de votre webhook Google Chat',
  },
  hint: {
    email: '',
    webhook: 'Un défi y est d’abord envoyé, à renvoyer. Ensuite, chaque nouvelle arrive en JSON signé.',
    slack: 'Slack l’indique sous « Incoming Webhooks » d’une application.',
    teams: 'Teams l’indique dans un workflow qui publie des requêtes webhook.',
    discord: 'Discord l’indique dans les paramètres d’un salon, sous « Intégrations ».',
    google_chat: 'Google Chat l’indique dans un espace, sous « Applications et intégrations ».',
  },

  what: 'De quoi voulez-vous être prévenu ?',
  everything: 'De tout',
  some: 'Seulement de ce que je choisis',
  wholeGroup: 'en entier, avec ce qui s’y ajoutera',
  kinds: 'Me prévenir des',
  kind: { incident: 'Incidents', maintenance: 'Maintenances prévues' },

  toldIn: (language, zone) => `En ${language}, fuseau horaire\u00a0: ${zone}.`,
  change: 'Modifier',
  languageLabel: 'Langue',
  zoneLabel: 'Fuseau horaire',

  install:
    'Sur cet appareil, il faut d’abord la page sur l’écran d’accueil : ouvrez le menu de partage, choisissez « Sur l’écran d’accueil », puis ouvrez la page depuis là.',
  pushed: 'Les notifications sont activées dans ce navigateur. Ce que vous choisissez ci-dessous vaut désormais.',
  endPush: 'Désactiver les notifications',

  subscribe: 'S’abonner',
  follow: 'Suivre',
  allow: 'Autoriser les notifications',
  openWindow: 'Continuer dans une nouvelle fenêtre',
  sending: 'Un instant',
  promise: {
    email: 'Vous recevez d’abord un e-mail à confirmer. Chaque message suivant contient un lien pour se désabonner.',
    web_push: 'Votre navigateur vous demandera l’autorisation. Aucune adresse n’est nécessaire.',
    popup: 'Les notifications se règlent sur la page d’état elle-même. Aucune adresse n’est nécessaire.',
    address: 'Vous pouvez vous désabonner à tout moment.',
  },

  wrong: {
    email: 'Écrivez votre adresse e-mail, par exemple mara@example.com.',
    address: 'Écrivez l’adresse entière. Elle commence par https://.',
    what: 'Choisissez tout, ou au moins une partie.',
    kinds: 'Choisissez-en au moins une.',
  },
  failed: {
    away: 'La page d’état ne répond pas. Ce que vous avez écrit reste ici ; réessayez dans un instant.',
    channel: 'Cette page n’envoie plus de cette façon. Choisissez-en une autre.',
    refused: 'La page d’état n’a pas accepté la demande. Vérifiez vos choix, puis réessayez.',
    blocked:
      'Ce navigateur n’autorise pas les notifications de la page. Autorisez-les dans ses réglages, puis réessayez.',
    push: 'Le navigateur n’a pas pu activer les notifications. Réessayez, ou choisissez une autre façon.',
    popup: 'Ce navigateur n’a pas ouvert la fenêtre.',
  },
  limited: (when) => `Trop d’essais à l’instant. Réessayez ${when}.`,
  retry: 'Réessayer',
  toPage: 'Ouvrir la page d’état',

  away: 'La page d’état ne répond pas',
  awayText: 'On ne sait donc pas ce qu’elle propose en ce moment. Le reste de ce que vous voyez n’est pas concerné.',
  onlyFeeds: 'Cette page n’envoie pas de messages. Vous pouvez la suivre par flux ou par calendrier.',
  nothingOffered: 'Aucun abonnement ici',
  nothingOfferedText: 'La page de ce service se trouve ailleurs. Elle propose peut-être elle-même des nouvelles.',

  done: {
    email: 'Regardez votre boîte de réception',
    web_push: 'Ce navigateur vous préviendra',
    popup: 'Continuez dans la nouvelle fenêtre',
    address: 'Votre demande est arrivée',
  },
  doneText: {
    email: (address) => `Un message est en route vers ${address}. Ouvrez le lien qu’il contient, et c’est fait.`,
    web_push: 'La prochaine nouvelle s’affiche en notification, même quand la page est fermée.',
    popup: 'La page d’état y est ouverte. Autorisez-y les notifications, et c’est fait.',
    address: 'La prochaine nouvelle y sera envoyée.',
  },
  notArrived: 'Rien après quelques minutes ? Regardez dans les indésirables, ou vérifiez l’adresse.',
  another: 'Changer l’adresse',
  finish: 'Terminé',

  feedText: 'Mettez l’une d’elles dans votre lecteur de flux. Personne n’a besoin de connaître votre adresse.',
  calendarText: 'Les maintenances prévues dans votre propre calendrier. Elles se déplacent avec le plan.',
  wholePage: 'Tout',
  openCalendar: 'S’abonner dans le calendrier',
  downloadCalendar: 'Adresse du calendrier',
};
