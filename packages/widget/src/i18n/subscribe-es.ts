import type { SubscribeStrings } from './subscribe-strings.ts';

/** Every word of `<status-subscribe>`, in Spanish. */
export const words: SubscribeStrings = {
  language: 'es',
  direction: 'ltr',
  title: 'Recibir novedades',
  followTitle: { incident: 'Seguir este incidente', maintenance: 'Seguir este mantenimiento' },
  followText: 'Recibirá cada novedad hasta que termine. Después se borra su dirección.',
  followGone: 'Ya ha terminado: no queda nada que seguir. Así puede enterarse la próxima vez.',
  followMore: 'Enterarse de algo más',
  close: 'Cerrar',
  loading: 'Leyendo lo que ofrece esta página',

  how: '¿Cómo quiere recibir las novedades?',
  ways: {
    email: 'Correo',
    web_push: 'Este navegador',
    webhook: 'Webhook',
    slack: 'Slack',
    teams: 'Teams',
    discord: 'Discord',
    google_chat: 'Google Chat',
    feed: 'Canal web',
    calendar: 'Calendario',
  },
  address: {
    email: 'Correo electrónico',
    webhook: 'Dirección de su punto de conexión',
    slack: 'Dirección de su webhook de Slack',
    teams: 'Dirección de su flujo de trabajo de Teams',
    discord: 'Dirección de su webhook de Discord',
    google_chat: 'Dirección de su webhook de Google Chat',
  },
  hint: {
    email: '',
    webhook: 'Primero se envía un desafío que hay que devolver. Después, cada novedad llega como JSON firmado.',
    slack: 'Slack la muestra en «Incoming Webhooks» de una aplicación.',
    teams: 'Teams la muestra en un flujo de trabajo que publica solicitudes de webhook.',
    discord: 'Discord la muestra en los ajustes de un canal, en «Integraciones».',
    google_chat: 'Google Chat la muestra en un espacio, en «Aplicaciones e integraciones».',
  },

  what: '¿De qué quiere enterarse?',
  everything: 'De todo',
  some: 'Solo de lo que elija',
  wholeGroup: 'entero, con lo que se añada después',
  kinds: 'Avisarme de',
  kind: { incident: 'Incidentes', maintenance: 'Mantenimiento previsto' },

  toldIn: (language, zone) => `En ${language}, zona horaria: ${zone}.`,
  change: 'Cambiar',
  languageLabel: 'Idioma',
  zoneLabel: 'Zona horaria',

  install:
    'En este dispositivo, primero hace falta la página en la pantalla de inicio: abra el menú de compartir, elija «Añadir a pantalla de inicio» y abra la página desde allí.',
  pushed: 'Las notificaciones están activadas en este navegador. Lo que elija abajo vale a partir de ahora.',
  endPush: 'Desactivar las notificaciones',

  subscribe: 'Suscribirse',
  follow: 'Seguir',
  allow: 'Permitir notificaciones',
  openWindow: 'Seguir en una ventana nueva',
  sending: 'Un momento',
  promise: {
    email: 'Primero recibe un correo para confirmar. Cada uno de los siguientes lleva un enlace para darse de baja.',
    web_push: 'El navegador le pedirá permiso. No hace falta ninguna dirección.',
    popup: 'Las notificaciones se activan en la propia página de estado. No hace falta ninguna dirección.',
    address: 'Puede darse de baja en cualquier momento.',
  },

  wrong: {
    email: 'Escriba su correo electrónico, por ejemplo mara@example.com.',
    address: 'Escriba la dirección completa. Empieza por https://.',
    what: 'Elija todo, o al menos una parte.',
    kinds: 'Elija al menos una opción.',
  },
  failed: {
    away: 'La página de estado no responde. Lo que ha escrito sigue aquí; vuelva a intentarlo en un momento.',
    channel: 'Esta página ya no envía por esta vía. Elija otra.',
    refused: 'La página de estado no ha aceptado la solicitud. Revise lo que ha elegido y vuelva a intentarlo.',
    blocked:
      'Este navegador no permite las notificaciones de la página. Permítalas en sus ajustes y vuelva a intentarlo.',
    push: 'El navegador no ha podido activar las notificaciones. Vuelva a intentarlo o elija otra vía.',
    popup: 'Este navegador no ha abierto la ventana.',
  },
  limited: (when) => `Se ha intentado demasiadas veces. Vuelva a intentarlo ${when}.`,
  retry: 'Volver a intentarlo',
  toPage: 'Abrir la página de estado',

  away: 'La página de estado no responde',
  awayText: 'Por eso no se sabe qué ofrece en este momento. Lo demás que ve no está afectado.',
  onlyFeeds: 'Esta página no envía mensajes. Puede seguirla por canal web o por calendario.',
  nothingOffered: 'Aquí no hay nada a lo que suscribirse',
  nothingOfferedText: 'La página de este servicio está en otro lugar. Quizá ofrezca novedades ella misma.',

  done: {
    email: 'Mire su bandeja de entrada',
    web_push: 'Este navegador le avisará',
    popup: 'Siga en la ventana nueva',
    address: 'Su solicitud ha llegado',
  },
  doneText: {
    email: (address) => `Un correo va de camino a ${address}. Abra el enlace que contiene y listo.`,
    web_push: 'La próxima novedad aparecerá como notificación, aunque la página esté cerrada.',
    popup: 'Allí está abierta la página de estado. Permita las notificaciones en ella y listo.',
    address: 'La próxima novedad se enviará allí.',
  },
  notArrived: '¿Nada después de unos minutos? Mire en el correo no deseado o revise la dirección.',
  another: 'Cambiar la dirección',
  finish: 'Listo',

  feedText: 'Ponga una de estas en su lector de canales. Nadie tiene que conocer su dirección.',
  calendarText: 'El mantenimiento previsto en su propio calendario. Se mueve cuando cambia el plan.',
  wholePage: 'Todo',
  openCalendar: 'Suscribirse en el calendario',
  downloadCalendar: 'Dirección del calendario',
};
