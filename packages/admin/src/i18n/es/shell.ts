import { sayIn } from '../say.ts';
import type { shellEn } from '../shell-en.ts';

const { count } = sayIn('es');

/** What surrounds every screen, and what forms have in common, in Spanish. */
export const shell: typeof shellEn = {
  nav: {
    label: 'Panel',
    overview: 'Resumen',
    incidents: 'Incidentes',
    maintenance: 'Mantenimiento',
    history: 'Historial',
    uptime: 'Disponibilidad',
    templates: 'Plantillas',
    components: 'Componentes',
    metrics: 'Métricas',
    alerts: 'Alertas',
    subscribers: 'Suscriptores',
    admins: 'Administradores',
    settings: 'Ajustes',
    import: 'Importar',
    activity: 'Actividad',
    more: 'Más',
    language: 'Idioma',
    signOut: 'Cerrar sesión',
    viewPage: 'Ver la página',
    openIncidents: (amount: number) =>
      `, ${count(amount, { one: '# incidente abierto', other: '# incidentes abiertos' })}`,
  },
  shell: {
    title: (screen: string, page: string) => `${screen} · ${page}`,
    starting: 'Un momento.',
    loading: 'Cargando.',
    product: 'Página de estado',
    notThere: 'No hay nada en esta dirección.',
    toOverview: 'Ir al resumen',
    elsewhereTitle: 'El panel está en otra dirección',
    elsewhere: 'La contraseña solo se escribe en las páginas del propio servidor.',
    toPanel: 'Abrir allí el panel',
    failedTitle: 'No se puede cargar el panel',
    stale: 'Esto puede no estar al día. El servidor no responde; el panel lo sigue intentando.',
    staleDatabase:
      'Esto puede no estar al día. La base de datos no responde; los lectores siguen viendo la página. El panel lo sigue intentando.',
    tryAgain: 'Volver a intentarlo',
  },
  status: {
    component: {
      operational: 'Operativo',
      degraded_performance: 'Rendimiento reducido',
      partial_outage: 'Interrupción parcial',
      major_outage: 'Interrupción grave',
      under_maintenance: 'En mantenimiento',
    },
    incident: {
      investigating: 'En investigación',
      identified: 'Causa identificada',
      monitoring: 'En observación',
      resolved: 'Resuelto',
      postmortem: 'Análisis posterior',
      scheduled: 'Programado',
      in_progress: 'En curso',
      verifying: 'En verificación',
      completed: 'Finalizado',
    },
    page: {
      'All Systems Operational': 'Todos los sistemas operativos',
      'Major System Outage': 'Interrupción grave',
      'Partial System Outage': 'Interrupción parcial',
      'Minor Service Outage': 'Interrupción menor',
      'Degraded System Service': 'Servicio degradado',
      'Partially Degraded Service': 'Servicio parcialmente degradado',
      'Service Under Maintenance': 'Mantenimiento en curso',
    },
    impact: { none: 'Ninguno', minor: 'Menor', major: 'Grave', critical: 'Crítico' },
    unknown: 'Desconocido',
  },
  time: { justNow: 'ahora mismo' },
  forms: {
    cancel: 'Cancelar',
    save: 'Guardar',
    saving: 'Guardando…',
    saved: 'Guardado.',
    edit: 'Editar',
    delete: 'Eliminar',
    stillTrying: 'Se sigue intentando.',
    nothingLost: 'No se pierde nada de lo escrito.',
    stopTrying: 'Dejar de intentarlo',
    somethingMissing: (amount: number) =>
      count(amount, { one: 'Queda una cosa por corregir.', other: 'Quedan # cosas por corregir.' }),
    required: 'Este campo aún está vacío.',
    conflict: {
      title: 'Otra persona lo ha cambiado entretanto.',
      text: 'Estas son las diferencias.',
      same: 'Lo que se guardó dice lo mismo que lo suyo.',
      theirs: 'Lo guardado',
      mine: 'Lo suyo',
      keepMine: 'Conservar lo mío',
      takeTheirs: 'Usar lo guardado',
      empty: 'vacío',
    },
  },
  problems: {
    unreachable: 'El servidor no responde.',
    databaseUnavailable: 'La base de datos no responde en este momento. Los lectores siguen viendo la página.',
    stopped:
      'Se ha interrumpido a petición suya. Puede haber llegado al servidor; compruébelo antes de volver a enviarlo.',
    signedOut:
      'La sesión se cerró antes de que esto se aceptara. Inicie sesión y vuelva a enviarlo; lo escrito se conserva.',
    wrongCredentials: 'La dirección de correo o la contraseña no es correcta.',
    internal: 'Algo ha fallado en el servidor. Vuelva a intentarlo; si continúa, consulte su registro.',
    rateLimited: (seconds: number | null) =>
      seconds === null
        ? 'Demasiados intentos. Espere un poco.'
        : `Demasiados intentos. Vuelva a intentarlo en ${count(Math.ceil(seconds), { one: '# segundo', other: '# segundos' })}.`,
  },
  more: { title: 'Más', signedInAs: (email: string) => `Sesión iniciada como ${email}` },
};
