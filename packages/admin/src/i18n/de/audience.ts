import type { audienceEn } from '../audience-en.ts';
import { sayIn } from '../say.ts';

const { count, list, number } = sayIn('de');

/** How many will be told, and by what, in German. */
export const audienceDe: typeof audienceEn = {
  audience: {
    title: 'Wer wird benachrichtigt?',
    counting: 'Es wird gezählt, wer dem folgt.',
    sum: (amount, parts) => `${count(amount, { one: '# Abonnent', other: '# Abonnenten' })}: ${list(parts)}.`,
    by: {
      email: (amount) => `${number(amount)} per E-Mail`,
      web_push: (amount) => `${number(amount)} per Push`,
      webhook: (amount) => `${number(amount)} per Webhook`,
    },
    inChat: (amount, name) => `${number(amount)} über ${name}`,
    nobody: 'Dem folgt noch niemand.',
    unknown: 'Wie viele es sind, lässt sich gerade nicht sagen. Wer dem folgt, wird trotzdem benachrichtigt.',
    off: 'Niemand wird benachrichtigt. Auf der Seite steht es trotzdem.',
    switchedOff: 'Nachrichten zu diesem Schritt sind in den Einstellungen ausgeschaltet, also erfährt es niemand.',
    held: 'Der Versand ist angehalten: Benachrichtigt wird, sobald er weitergeht.',
    will: (amount) =>
      count(amount, { one: '# Abonnent wird benachrichtigt.', other: '# Abonnenten werden benachrichtigt.' }),
    willNobody: 'Niemand wird benachrichtigt.',
  },
  channels: { email: 'E-Mail', web_push: 'Web-Push', webhook: 'Webhook' },
};
