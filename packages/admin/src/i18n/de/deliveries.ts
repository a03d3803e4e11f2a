import type { deliveriesEn } from '../deliveries-en.ts';
import { sayIn } from '../say.ts';

const { count, number } = sayIn('de');

/** How telling people of an update goes, in German. */
export const deliveriesDe: typeof deliveriesEn = {
  deliveries: {
    title: 'Wer benachrichtigt wurde',
    kinds: { update: 'Diese Meldung', reminder: 'Erinnerung', rescheduled: 'Der neue Termin' },
    planning: 'Es wird nachgesehen, wer dem folgt.',
    nobody: 'Dem folgte niemand.',
    allSent: (amount) =>
      count(amount, { one: '# Abonnent wurde benachrichtigt', other: '# Abonnenten wurden benachrichtigt' }),
    underWay: (sent, amount) => `${number(sent)} von ${number(amount)} wurden benachrichtigt`,
    states: {
      waiting: (amount) => `${number(amount)} warten`,
      sent: (amount) => `${number(amount)} gesendet`,
      failed: (amount) => `${number(amount)} fehlgeschlagen`,
      superseded: (amount) => `${number(amount)} bekamen stattdessen Neueres`,
      suppressed: (amount) => `${number(amount)} nicht angeschrieben`,
    },
    held: 'Der Versand ist angehalten. Bis er weitergeht, wird nichts gesendet.',
    toSending: 'Versand ansehen',
    details: 'Nach Kanal, und warum',
    whyFailed: 'Warum es fehlschlug',
    whyWaiting: 'Worauf sie warten',
    whySuppressed: 'Warum sie nicht angeschrieben werden',
    times: (amount) => `${number(amount)} ×`,
    noReason: 'Es wurde kein Grund genannt.',
    retry: 'Erneut versuchen',
    retried: (amount) => count(amount, { one: '# wird erneut versucht.', other: '# werden erneut versucht.' }),
  },
};
