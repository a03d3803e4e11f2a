import type { BannerStrings } from './banner-strings.ts';
import { statusFr } from './status-fr.ts';

/** Every word of `<status-banner>`, in French. */
export const words: BannerStrings = {
  direction: 'ltr',
  status: statusFr,
  edited: 'modifié',
  label: 'État du service',
  news: {
    ahead: 'Maintenance planifiée',
    soon: 'La maintenance commence bientôt',
    under_way: 'Maintenance en cours',
    running_over: 'La maintenance dure plus longtemps que prévu',
    done: 'Maintenance terminée',
    cancelled: 'Maintenance annulée',
    resolved: 'Résolu',
  },
  unknown: 'État inconnu',
  // No line may begin with a colon.
  colon: '\u00a0: ',
  stale: (ago) => `Dernière confirmation ${ago}`,
  shortly: 'dans moins d’une minute',
  // "Jusqu’à" and "jusqu’au" depend on whether a day follows.
  until: (when) => `Fin prévue\u00a0: ${when}`,
  wasUntil: (when) => `La fin était prévue\u00a0: ${when}`,
  more: (amount) => (amount > 1 ? `${amount} autres` : '1 autre'),
  details: 'Détails',
  hide: 'Masquer les détails',
  dismiss: 'Masquer',
  reopen: 'Afficher l’état du service',
  page: 'Voir la page d’état',
  preview: 'Ceci est un exemple',
};
