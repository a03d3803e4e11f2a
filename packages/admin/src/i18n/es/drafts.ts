import type { draftsEn } from '../drafts-en.ts';

/** What is being written and not published, in Spanish. */
export const drafts: typeof draftsEn = {
  drafts: {
    title: 'Borradores',
    text: 'Solo los ven los administradores.',
    kinds: { incident: 'Nuevo incidente', maintenance: 'Mantenimiento', update: 'Actualización' },
    untitled: 'Sin título',
    updateOf: (name: string) => `Actualización de «${name}»`,
    by: (email: string, when: string) => `${email}, ${when}`,
    byNobody: (when: string) => `Último cambio: ${when}`,
    goOn: 'Continuar',
    goOnOf: (name: string) => `Continuar con ${name}`,
    discard: 'Descartar',
    discardOf: (name: string) => `Descartar ${name}`,
    discardTitle: '¿Descartar este borrador?',
    discardText: (name: string) => `«${name}» desaparece para todos los administradores.`,
    discardAction: 'Descartar borrador',
    discarded: 'El borrador se ha descartado.',
    saving: 'Guardando el borrador…',
    saved: (time: string) => `Guardado como borrador: ${time}`,
    kept: 'El servidor no responde. Lo escrito queda en este navegador y se guarda en cuanto responda.',
    restored: (who: string, when: string) => `Lo empezó ${who}; último cambio: ${when}.`,
    you: 'usted',
    loading: 'Cargando el borrador.',
    gone: 'Este borrador se ha publicado o descartado entretanto, quizá por otra persona. Compruébelo antes de volver a publicarlo.',
    keepAsNew: 'Conservarlo como borrador nuevo',
    toIncidents: 'Ver los incidentes',
  },
};
