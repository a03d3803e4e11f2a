import type { MetricsStrings } from './metrics-strings.ts';

/** Every word of `<status-metrics>`, in Spanish. */
export const words: MetricsStrings = {
  language: 'es',
  direction: 'ltr',
  title: 'Métricas',
  ranges: 'Período',
  range: { day: '24 horas', week: '7 días', month: '30 días' },
  level: { green: 'Bien', yellow: 'Regular', red: 'Mal' },
  asOf: (when) => `valor de ${when}`,
  noData: 'Sin datos',
  since: (when) => `desde ${when}`,
  chart: (name, range) => `${name}, en ${range}`,
  each: (duration) => `Cada punto es la media de ${duration}.`,
  nothingIn: (range) => `No se ha medido nada en ${range}.`,
  limit: {
    above: (level, value) => `${level} a partir de ${value}`,
    below: (level, value) => `${level} hasta ${value}`,
  },
  lowest: 'Mínimo',
  mean: 'Media',
  highest: 'Máximo',
  table: 'Ver como tabla',
  time: 'Hora',
  value: 'Valor',
  levels: 'Nivel',
  measured: (when) => `Última medición: ${when}.`,
  loading: 'Leyendo las métricas',
  failed: 'Estos valores no se pueden leer en este momento. Esta página sigue preguntando.',
  empty: 'Aquí todavía no se mide nada.',
  comma: ', ',
};
