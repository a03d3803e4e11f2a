import type { MailWords } from './shape.ts';

export const es: MailWords = {
  direction: 'ltr',
  incident: {
    investigating: 'Estamos investigando un problema',
    identified: 'Conocemos la causa y trabajamos en ella',
    monitoring: 'Debería funcionar de nuevo; lo estamos observando',
    resolved: 'El incidente está resuelto',
    postmortem: 'Qué ocurrió y qué hemos aprendido',
  },
  maintenance: {
    scheduled: 'Hay un mantenimiento programado',
    in_progress: 'El mantenimiento ha empezado',
    verifying: 'El trabajo está hecho; lo estamos comprobando',
    completed: 'El mantenimiento ha terminado',
    reminder: 'El mantenimiento empieza pronto',
    rescheduled: 'El mantenimiento tiene una nueva fecha',
    cancelled: 'El mantenimiento se ha cancelado',
  },
  news: 'Hay novedades',
  component: {
    operational: 'Operativo',
    degraded_performance: 'Rendimiento reducido',
    partial_outage: 'Interrupción parcial',
    major_outage: 'Interrupción grave',
    under_maintenance: 'En mantenimiento',
  },
  labelled: (label, text) => `${label}: ${text}`,
  began: 'Inicio',
  ended: 'Fin',
  when: 'Cuándo',
  before: 'Fecha anterior',
  range: (from, until) => `${from} – ${until}`,
  posted: 'Publicado',
  affected: 'A qué afecta',
  earlier: 'Antes',
  times: (zone) => `Zona horaria: ${zone}.`,
  links: {
    incident: 'Ver en la página de estado',
    maintenance: 'Ver en la página de estado',
    manage: 'Elegir qué avisos recibe',
    unsubscribe: 'Cancelar la suscripción',
  },
  why: (page) => `Pidió recibir en esta dirección las novedades de ${page}.`,
  whyIncident: (page) => `Sigue este incidente de ${page} hasta que termine.`,
  whyMaintenance: (page) => `Sigue este mantenimiento de ${page} hasta que termine.`,
  calendar: 'El archivo adjunto lo añade a su calendario.',
  calendarOff: 'El archivo adjunto lo marca como cancelado en su calendario.',
  letters: {
    confirm: {
      subject: (page) => `Confirme que quiere recibir novedades de ${page}`,
      headline: (page) => `¿Quiere recibir novedades de ${page}?`,
      text: (page) =>
        `Alguien, probablemente usted, pidió que los incidentes y mantenimientos de ${page} se anuncien en esta dirección. No se envía nada hasta que diga que sí.`,
      link: 'Sí, quiero recibir novedades',
      note: 'Si no fue usted, ignore este mensaje: nadie queda suscrito y la dirección se olvida en pocos días.',
    },
    already: {
      subject: (page) => `Ya recibe novedades de ${page}`,
      headline: (page) => `Ya recibe novedades de ${page}`,
      text: () =>
        'Alguien, probablemente usted, pidió otra vez recibir novedades en esta dirección. Con ello no ha cambiado nada.',
      link: 'Elegir qué avisos recibe o cancelar la suscripción',
      note: 'Si no fue usted, ignore este mensaje.',
    },
    invite: {
      subject: (page) => `Le invitan a encargarse de ${page}`,
      headline: (page) => `Le invitan a encargarse de ${page}`,
      text: (page) =>
        `Al administrar ${page}, usted dice a la gente qué falla, qué está programado y cuándo ha terminado. Elija primero una contraseña.`,
      link: 'Aceptar la invitación',
      note: 'El enlace vale tres días y una sola vez. Si no conoce la página, ignore este mensaje.',
    },
    reset: {
      subject: (page) => `Elija una nueva contraseña para ${page}`,
      headline: () => 'Elija una nueva contraseña',
      text: (page) =>
        `Alguien, probablemente usted, no puede iniciar sesión en ${page} y ha pedido una nueva contraseña.`,
      link: 'Elegir una nueva contraseña',
      note: 'El enlace vale una hora y una sola vez. Si no fue usted, ignore este mensaje: su contraseña no cambia.',
    },
    test: {
      subject: (page) => `El correo de ${page} funciona`,
      headline: () => 'El correo funciona',
      text: (page) =>
        `Este es el mensaje de prueba que se pidió en la administración de ${page}. Los suscriptores reciben sus novedades del mismo modo.`,
      link: 'Ver la página de estado',
      note: 'Si ha llegado a la carpeta de spam, es probable que al dominio del remitente le falte SPF, DKIM o DMARC.',
    },
  },
};
