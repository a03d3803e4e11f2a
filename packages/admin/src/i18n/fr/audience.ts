import type { audienceEn } from '../audience-en.ts';
import { sayIn } from '../say.ts';

const { count, list, number } = sayIn('fr');

/** How many will be told, and by what, in French. */
export const audienceFr: typeof audienceEn = {
  audience: {
    title: 'Qui sera prévenu\u00a0?',
    counting: 'Comptage des personnes qui suivent ceci.',
    sum: (amount, parts) => `${count(amount, { one: '# abonné', other: '# abonnés' })}\u00a0: ${list(parts)}.`,
    by: {
      email: (amount) => `${number(amount)} par e-mail`,
      web_push: (amount) => `${number(amount)} par push`,
      webhook: (amount) => `${number(amount)} par webhook`,
    },
    inChat: (amount, name) => `${number(amount)} sur ${name}`,
    nobody: 'Personne ne suit encore ceci.',
    unknown: 'Leur nombre n’est pas connu pour le moment. Qui suit ceci est prévenu malgré tout.',
    off: 'Personne n’est prévenu. La page l’affiche malgré tout.',
    switchedOff: 'Les messages de cette étape sont désactivés dans les paramètres\u00a0: personne n’est prévenu.',
    held: 'L’envoi est suspendu\u00a0: ils seront prévenus dès sa reprise.',
    will: (amount) => count(amount, { one: '# abonné sera prévenu.', other: '# abonnés seront prévenus.' }),
    willNobody: 'Personne ne sera prévenu.',
  },
  channels: { email: 'E-mail', web_push: 'Push web', webhook: 'Webhook' },
};
