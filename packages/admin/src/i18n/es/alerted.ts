import type { alertedEn } from '../alerted-en.ts';
import { sayIn } from '../say.ts';

const { count } = sayIn('es');

/** What monitoring says on the overview, in Spanish. */
export const alerted: typeof alertedEn = {
  alerted: {
    title: 'De la monitorización',
    firing: (time) => `Alerta activa desde hace ${time}`,
    acknowledged: (time) => `Atendida, activa desde hace ${time}`,
    over: (time) => `Terminó por sí sola hace ${time}`,
    from: (source) => `de ${source}`,
    someSource: 'una fuente que ya no existe',
    fired: (amount) => count(amount, { one: 'se activó # vez', other: 'se activó # veces' }),
    alerts: (amount) => count(amount, { one: '# alerta', other: '# alertas' }),
    openThere: (vendor) => `abrir en ${vendor}`,
    becomes: (component, status) => `${component}: ${status}`,
    further: (count) => (count === 1 ? 'Otra alerta espera' : `Otras ${count} alertas esperan`),
    saidThere: (title) => `La alerta dice: ${title}`,
    onlyAdmins: 'Por ahora solo lo ven los administradores.',
    publishOf: (name) => `Publicar: ${name}`,
    editFirst: 'Editar antes',
    editOf: (name) => `Editar antes: ${name}`,
    dismiss: 'Descartar',
    dismissOf: (name) => `Descartar: ${name}`,
    published: (name) => `Publicado: ${name}`,
    dismissed: 'Descartada. No vuelve a aparecer hasta que haya terminado una vez.',
    proposal: 'La monitorización dice que ha terminado. Alguien ha escrito en este incidente, así que decide usted.',
    resolve: 'Dar por resuelto',
    resolveOf: (name) => `Dar por resuelto: ${name}`,
    leaveOpen: 'Dejar abierto',
    leaveOpenOf: (name) => `Dejar abierto: ${name}`,
    resolved: (name) => `Resuelto: ${name}`,
  },
  automatic: {
    posted: 'Publicado automáticamente',
    monitoring: 'la monitorización',
    title: 'Lo que dice la monitorización',
    states: { firing: 'Activa', acknowledged: 'Atendida', resolved: 'Terminada', info: 'Nota' },
    since: (when) => `vista por primera vez ${when}`,
    untouched:
      'Nadie ha escrito aquí desde entonces. Cuando la monitorización diga que ha terminado, se resolverá por sí solo.',
    touched: 'Alguien ha escrito aquí. Cuando la monitorización diga que ha terminado, se le preguntará.',
    closed: 'Para la monitorización, esto ha terminado.',
  },
};
