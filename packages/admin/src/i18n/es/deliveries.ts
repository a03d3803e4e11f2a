import type { deliveriesEn } from '../deliveries-en.ts';
import { sayIn } from '../say.ts';

const { count, number } = sayIn('es');

/** How telling people of an update goes, in Spanish. */
export const deliveries: typeof deliveriesEn = {
  deliveries: {
    title: 'A quién se avisó',
    kinds: { update: 'Esta novedad', reminder: 'Recordatorio', rescheduled: 'La nueva hora' },
    planning: 'Mirando quién sigue esto.',
    nobody: 'Nadie seguía esto.',
    allSent: (amount) => count(amount, { one: 'Se avisó a # suscriptor', other: 'Se avisó a # suscriptores' }),
    underWay: (sent, amount) => `Se avisó a ${number(sent)} de ${number(amount)}`,
    states: {
      waiting: (amount) => `${number(amount)} en espera`,
      sent: (amount) => `${number(amount)} enviados`,
      failed: (amount) => `${number(amount)} fallidos`,
      superseded: (amount) => `${number(amount)} recibieron algo más nuevo`,
      suppressed: (amount) => `${number(amount)} sin escribirles`,
    },
    held: 'El envío está detenido. No sale nada hasta que se reanude.',
    toSending: 'Ver el envío',
    details: 'Por canal, y por qué',
    whyFailed: 'Por qué falló',
    whyWaiting: 'A qué esperan',
    whySuppressed: 'Por qué no se les escribe',
    times: (amount) => `${number(amount)} ×`,
    noReason: 'No se dio ningún motivo.',
    retry: 'Reintentar',
    retried: (amount) => count(amount, { one: 'Se reintenta #.', other: 'Se reintentan #.' }),
  },
};
