import type { FeedWords } from './shape.ts';

export const es: FeedWords = {
  feed: (page) => `${page}: incidentes y mantenimientos`,
  aboutFeed: (page) => `Lo que ocurre en ${page} y lo que está programado.`,
  calendar: (page) => `${page}: mantenimientos`,
  aboutCalendar: (page) => `Los mantenimientos programados de ${page}.`,
  part: (page, component) => `${page}, ${component}`,
  affects: (components) => `Afecta a: ${components}`,
  planned: (from, until) => `Programado del ${from} al ${until}`,
  edited: (when) => `editado el ${when}`,
  updateDeleted: (when, deleted) => `Una actualización del ${when} se eliminó el ${deleted}.`,
  uptime: (percent) => `${percent} disponible en 90 días`,
  components: {
    operational: 'Operativo',
    degraded_performance: 'Rendimiento reducido',
    partial_outage: 'Interrupción parcial',
    major_outage: 'Interrupción grave',
    under_maintenance: 'En mantenimiento',
  },
  unknown: 'Desconocido',
};
