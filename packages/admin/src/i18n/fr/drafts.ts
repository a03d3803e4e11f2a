import type { draftsEn } from '../drafts-en.ts';

/** What is being written and not published, in French. */
export const draftsFr: typeof draftsEn = {
  drafts: {
    title: 'Brouillons',
    text: 'Seuls les administrateurs les voient.',
    kinds: { incident: 'Nouvel incident', maintenance: 'Maintenance', update: 'Mise à jour' },
    untitled: 'Sans titre',
    updateOf: (name) => `Mise à jour de «\u00a0${name}\u00a0»`,
    by: (email, when) => `${email}, ${when}`,
    byNobody: (when) => `Dernière modification\u00a0: ${when}`,
    goOn: 'Continuer',
    goOnOf: (name) => `Continuer ${name}`,
    discard: 'Supprimer',
    discardOf: (name) => `Supprimer ${name}`,
    discardTitle: 'Supprimer ce brouillon\u00a0?',
    discardText: (name) => `«\u00a0${name}\u00a0» disparaît alors pour tous les administrateurs.`,
    discardAction: 'Supprimer le brouillon',
    discarded: 'Le brouillon est supprimé.',
    saving: 'Enregistrement du brouillon…',
    saved: (time) => `Brouillon enregistré\u00a0: ${time}`,
    kept: 'Le serveur ne répond pas. Ce que vous saisissez est gardé dans ce navigateur, et enregistré dès qu’il répond.',
    restored: (who, when) => `Commencé par ${who}, dernière modification\u00a0: ${when}.`,
    you: 'vous',
    loading: 'Chargement du brouillon.',
    gone: 'Ce brouillon a été publié ou supprimé entre-temps, peut-être par quelqu’un d’autre. Vérifiez avant de le publier de nouveau.',
    keepAsNew: 'Le garder comme nouveau brouillon',
    toIncidents: 'Voir les incidents',
  },
};
