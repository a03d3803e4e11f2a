import type { Words } from './shape.ts';

export const es: Words = {
  confirm: {
    title: 'Confirme su suscripción',
    lead: (address, page) => `Las novedades de ${page} se enviarán a ${address}. Esto es lo que recibirá:`,
    button: 'Confirmar',
    notYou:
      '¿No fue usted quien lo pidió? Cierre esta página: no se enviará nada y la dirección se olvidará en dos días.',
  },
  confirmed: {
    title: 'La suscripción está activa',
    lead: (address) => `El próximo mensaje se enviará a ${address}. Esto es lo que recibirá:`,
    leave: 'Cada mensaje lleva un enlace para darse de baja con un clic.',
    change: 'Cambiar lo que recibe',
  },
  about: {
    what: 'Sobre',
    everything: (page) => `Todo lo de ${page}`,
    wholeGroup: (group) => `${group}, por completo`,
    nothingLeft: 'Lo que había elegido ya no está en la página.',
    untilOver: (incident) => `Solo «${incident}», hasta que termine`,
    kinds: 'Mensajes sobre',
    kind: { incident: 'Incidentes', maintenance: 'Mantenimientos programados' },
    language: 'Idioma',
    timeZone: 'Zona horaria',
  },
  manage: {
    title: 'Lo que recibe',
    lead: (address) => `Los mensajes se envían a ${address}.`,
    what: '¿De qué quiere recibir noticias?',
    everything: 'De todo',
    some: 'Solo de lo que elija',
    wholeGroup: 'por completo, con lo que se añada después',
    kinds: 'Avisarme de',
    save: 'Guardar',
    saved: 'Guardado. Vale a partir del próximo mensaje.',
    wrong: {
      what: 'Elija todo, o al menos una parte.',
      kinds: 'Elija al menos uno.',
      language: 'Elija un idioma de la lista.',
      timeZone: 'Elija una zona horaria de la lista.',
      gone: 'Algo de lo que había elegido ya no está en la página. Revise su elección y guarde de nuevo.',
    },
    leaveTitle: '¿No quiere más mensajes?',
    leaveText: 'Su dirección se borra en el acto. Puede volver cuando quiera.',
  },
  unsubscribe: {
    title: '¿Darse de baja?',
    lead: (address, page) => `Las novedades de ${page} dejarán de enviarse a ${address}. Se trataba de:`,
    button: 'Darme de baja',
  },
  unsubscribed: {
    title: 'Se ha dado de baja',
    text: 'No recibirá nada más y su dirección se ha borrado. Puede volver cuando quiera.',
  },
  spent: {
    title: 'Este enlace ya no es válido',
    text: 'Ya se utilizó o ha caducado. Si acaba de confirmar, todo está bien: la suscripción está activa. Si no, suscríbase de nuevo en la página de estado y recibirá otro enlace.',
  },
  invalid: {
    title: 'Este enlace no está completo',
    text: 'Una parte se perdió por el camino. Ábralo desde el correo o cópielo entero.',
  },
  unavailable: {
    title: 'Esto no es posible en este momento',
    text: 'La base de datos no responde y no se ha cambiado nada. Inténtelo de nuevo en unos segundos.',
  },
};
