import type { Words } from './shape.ts';

export const es: Words = {
  ogLocale: 'es_ES',
  sentences: {
    'All Systems Operational': 'Todos los sistemas operativos',
    'Major System Outage': 'Interrupción grave',
    'Partial System Outage': 'Interrupción parcial',
    'Minor Service Outage': 'Interrupción menor',
    'Degraded System Service': 'Servicio degradado',
    'Partially Degraded Service': 'Servicio parcialmente degradado',
    'Service Under Maintenance': 'Mantenimiento en curso',
  },
  statuses: {
    investigating: 'En investigación',
    identified: 'Causa identificada',
    monitoring: 'En observación',
    resolved: 'Resuelto',
    postmortem: 'Análisis posterior',
    scheduled: 'Programado',
    in_progress: 'En curso',
    verifying: 'En verificación',
    completed: 'Completado',
    cancelled: 'Cancelado',
  },
  maintenance: 'Mantenimiento programado',
  history: 'Historial',
  labelled: (label, text) => `${label}: ${text}`,
  lastKnown: (title) => `Último estado conocido: ${title}`,
  currentStatus: (page, sentence) => `Estado actual de ${page}: ${sentence}.`,
  openIncidents: (names) => `Abierto: ${names}.`,
  plannedMaintenance: (names) => `Mantenimiento programado: ${names}.`,
  noMaintenance: (page) => `No hay ningún mantenimiento programado para ${page}.`,
  historyOf: (page, month) => `Lo que ocurrió en ${page} en ${month}.`,
  counts: (incidents, maintenances) => `Incidentes: ${incidents}. Mantenimientos: ${maintenances}.`,
  uptime: {
    title: 'Disponibilidad',
    about: (page, days) => `Cuánto estuvo disponible todo en ${page} en los últimos ${days} días, y por qué.`,
    inDays: (percent, days) => `${percent} en los últimos ${days} días.`,
    why: (component) => `De qué se calcula la disponibilidad de ${component}.`,
  },
  timeline: {
    title: 'Cronología',
    about: (page) => `Qué estuvo afectado en ${page} y cuándo, y qué está programado.`,
  },
  report: {
    title: 'Informe mensual',
    about: (page, month) => `Disponibilidad, incidentes y mantenimientos de ${page} en ${month}.`,
  },
  found: (query, count) => `Encontrado en el historial para «${query}»: ${count}.`,
  subscribe: {
    title: 'Recibir novedades',
    about: (page) => `Cómo recibir novedades de ${page}: por correo, en el navegador, por canal web o calendario.`,
    needsScript:
      'Para el correo y las notificaciones, los scripts de esta página deben funcionar en su navegador. Los canales y el calendario no los necesitan.',
    calendar: 'Calendario',
  },
  support: 'Ayuda',
  data: 'JSON',
  toStatus: 'Ver el estado actual',
  toHistory: 'Ver el historial',
  gone: {
    title: { incident: 'Este incidente se ha eliminado', maintenance: 'Este mantenimiento se ha eliminado' },
    text: (when) => `Estaba aquí y se retiró el ${when}. Su contenido ya no está publicado.`,
  },
  notFound: { title: 'Aquí no hay nada', text: 'La página solicitada no existe o ya no existe.' },
  failed: {
    title: 'Algo ha fallado por nuestra parte',
    text: 'Esta página no se puede mostrar en este momento. Es posible que el estado actual siga disponible.',
  },
  later: {
    title: 'Esto no se puede consultar en este momento',
    text: 'Lo más antiguo está en la base de datos, que ahora mismo no responde. Inténtelo de nuevo en unos segundos.',
  },
  tooLong: {
    title: 'Es demasiado para buscar',
    text: 'Busque como máximo 200 caracteres: bastan unas pocas palabras.',
  },
  unavailable: {
    title: 'El estado aún no se conoce',
    text: 'Esta página acaba de iniciarse y no puede acceder a su base de datos. El estado aparecerá aquí en cuanto sea posible.',
  },
};
