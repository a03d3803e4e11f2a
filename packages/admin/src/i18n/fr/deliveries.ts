import type { deliveriesEn } from '../deliveries-en.ts';
import { sayIn } from '../say.ts';

const { count, number } = sayIn('fr');

/** How telling people of an update goes, in French. */
export const deliveriesFr: typeof deliveriesEn = {
  deliveries: {
    title: 'Qui a été prévenu',
    kinds: { update: 'Cette mise à jour', reminder: 'Rappel', rescheduled: 'Le nouvel horaire' },
    planning: 'Recherche des personnes qui suivent ceci.',
    nobody: 'Personne ne suivait ceci.',
    allSent: (amount) => count(amount, { one: '# abonné a été prévenu', other: '# abonnés ont été prévenus' }),
    underWay: (sent, amount) => `${number(sent)} sur ${number(amount)} ont été prévenus`,
    states: {
      waiting: (amount) => `${number(amount)} en attente`,
      sent: (amount) => `${number(amount)} envoyés`,
      failed: (amount) => `${number(amount)} en échec`,
      superseded: (amount) => `${number(amount)} ont reçu une nouvelle plus récente`,
      suppressed: (amount) => `${number(amount)} non contactés`,
    },
    held: 'L’envoi est suspendu. Rien ne part avant sa reprise.',
    toSending: 'Voir l’envoi',
    details: 'Par canal, et pourquoi',
    whyFailed: 'Pourquoi l’envoi a échoué',
    whyWaiting: 'Ce qu’ils attendent',
    whySuppressed: 'Pourquoi ils ne sont pas contactés',
    times: (amount) => `${number(amount)} ×`,
    noReason: 'Aucune raison n’a été donnée.',
    retry: 'Réessayer',
    retried: (amount) => count(amount, { one: '# nouvel essai est lancé.', other: '# nouveaux essais sont lancés.' }),
  },
};
