import type { HistoryStrings } from './history-strings.ts';

/** The words of the history, in Spanish. */
export const words: HistoryStrings = {
  search: 'Buscar en el historial',
  find: 'Buscar',
  found: (count) => (count === 1 ? '1 resultado.' : `${count} resultados.`),
  newest: (shown) => `Estos son los ${shown} más recientes.`,
  nothingFound: 'Nada de lo publicado contiene todas estas palabras. Menos palabras encuentran más.',
  tooLong: 'Busque 200 caracteres como máximo.',
  back: 'Volver al historial',
  calendar: (month) => `Calendario de ${month}`,
  today: 'hoy',
  impact: {
    none: 'sin impacto',
    maintenance: 'mantenimiento',
    minor: 'impacto menor',
    major: 'impacto grave',
    critical: 'impacto crítico',
    unknown: 'impacto desconocido',
  },
  kind: { incident: 'Incidente', maintenance: 'Mantenimiento' },
  ongoing: 'Continúa',
  earlier: 'Empezó antes de este mes',
  allMonths: 'Todos los meses',
  report: 'Informe de este mes',
  timeline: 'Cronología',
};
