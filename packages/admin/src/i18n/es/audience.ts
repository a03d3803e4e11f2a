import type { audienceEn } from '../audience-en.ts';
import { sayIn } from '../say.ts';

const { count, list, number } = sayIn('es');

/** How many will be told, and by what, in Spanish. */
export const audience: typeof audienceEn = {
  audience: {
    title: '¿A quién se avisará?',
    counting: 'Contando quién sigue esto.',
    sum: (amount, parts) => `${count(amount, { one: '# suscriptor', other: '# suscriptores' })}: ${list(parts)}.`,
    by: {
      email: (amount) => `${number(amount)} por correo`,
      web_push: (amount) => `${number(amount)} por notificación`,
      webhook: (amount) => `${number(amount)} por webhook`,
    },
    inChat: (amount, name) => `${number(amount)} en ${name}`,
    nobody: 'Nadie sigue esto todavía.',
    unknown: 'Ahora no se puede decir cuántos son. A quien sigue esto se le avisa de todos modos.',
    off: 'No se avisa a nadie. En la página se ve de todos modos.',
    switchedOff: 'Los mensajes de este paso están desactivados en los ajustes, así que no se avisa a nadie.',
    held: 'El envío está detenido: se les avisará cuando se reanude.',
    will: (amount) => count(amount, { one: 'Se avisará a # suscriptor.', other: 'Se avisará a # suscriptores.' }),
    willNobody: 'No se avisará a nadie.',
  },
  channels: { email: 'Correo', web_push: 'Notificación web', webhook: 'Webhook' },
};
