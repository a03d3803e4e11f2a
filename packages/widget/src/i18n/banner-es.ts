import type { BannerStrings } from './banner-strings.ts';
import { statusEs } from './status-es.ts';

/** Every word of `<status-banner>`, in Spanish. */
export const words: BannerStrings = {
  direction: 'ltr',
  status: statusEs,
  edited: 'editado',
  label: 'Estado del servicio',
  news: {
    ahead: 'Mantenimiento programado',
    soon: 'El mantenimiento empieza pronto',
    under_way: 'Mantenimiento en curso',
    running_over: 'El mantenimiento dura más de lo previsto',
    done: 'Mantenimiento finalizado',
    cancelled: 'Mantenimiento cancelado',
    resolved: 'Resuelto',
  },
  unknown: 'Estado desconocido',
  colon: ': ',
  stale: (ago) => `Confirmado por última vez ${ago}`,
  shortly: 'en menos de un minuto',
  // "Hasta las" and "hasta el" depend on whether a day follows.
  until: (when) => `Fin previsto: ${when}`,
  wasUntil: (when) => `El fin estaba previsto: ${when}`,
  more: (amount) => `${amount} más`,
  details: 'Detalles',
  hide: 'Ocultar detalles',
  dismiss: 'Ocultar',
  reopen: 'Mostrar el estado del servicio',
  page: 'Página de estado',
  preview: 'Esto es un ejemplo',
};
