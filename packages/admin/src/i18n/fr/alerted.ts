import type { alertedEn } from '../alerted-en.ts';
import { sayIn } from '../say.ts';

const { count } = sayIn('fr');

/** What monitoring says on the overview, in French. */
export const alertedFr: typeof alertedEn = {
  alerted: {
    title: 'Depuis la supervision',
    firing: (time) => `Alerte en cours depuis ${time}`,
    acknowledged: (time) => `Prise en charge, en cours depuis ${time}`,
    over: (time) => `Terminée d’elle-même depuis ${time}`,
    from: (source) => `de ${source}`,
    someSource: 'une source qui n’existe plus',
    fired: (amount) => count(amount, { one: 'déclenchée # fois', other: 'déclenchée # fois' }),
    alerts: (amount) => count(amount, { one: '# alerte', other: '# alertes' }),
    openThere: (vendor) => `ouvrir dans ${vendor}`,
    becomes: (component, status) => `${component} : ${status}`,
    further: (count) => (count === 1 ? 'Une autre alerte attend' : `${count} autres alertes attendent`),
    saidThere: (title) => `L’alerte dit : ${title}`,
    onlyAdmins: 'Pour l’instant, seuls les admins voient ceci.',
    publishOf: (name) => `Publier : ${name}`,
    editFirst: 'Modifier d’abord',
    editOf: (name) => `Modifier d’abord : ${name}`,
    dismiss: 'Écarter',
    dismissOf: (name) => `Écarter : ${name}`,
    published: (name) => `Publié : ${name}`,
    dismissed: 'Écartée. Elle reste muette tant qu’elle n’a pas pris fin une fois.',
    proposal:
      'La supervision dit que c’est terminé. Quelqu’un a écrit dans cet incident : c’est donc à vous de décider.',
    resolve: 'Déclarer résolu',
    resolveOf: (name) => `Déclarer résolu : ${name}`,
    leaveOpen: 'Laisser ouvert',
    leaveOpenOf: (name) => `Laisser ouvert : ${name}`,
    resolved: (name) => `Résolu : ${name}`,
  },
  automatic: {
    posted: 'Publié automatiquement',
    monitoring: 'la supervision',
    title: 'Ce que dit la supervision',
    states: { firing: 'En cours', acknowledged: 'Prise en charge', resolved: 'Terminée', info: 'Remarque' },
    since: (when) => `vue pour la première fois ${when}`,
    untouched:
      'Personne n’a écrit ici depuis. Quand la supervision dira que c’est terminé, l’incident sera résolu de lui-même.',
    touched: 'Quelqu’un a écrit ici. Quand la supervision dira que c’est terminé, vous serez consulté.',
    closed: 'Pour la supervision, c’est terminé.',
  },
};
