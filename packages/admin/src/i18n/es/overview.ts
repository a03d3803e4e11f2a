import type { overviewEn } from '../overview-en.ts';
import { sayIn } from '../say.ts';

const { list } = sayIn('es');

/** The overview, in Spanish. */
export const overview: typeof overviewEn = {
  overview: {
    title: 'Resumen',
    newIncident: 'Nuevo incidente',
    asReaders: 'Lo que ven ahora los lectores',
    live: 'En directo',
    notLive: 'Se consulta cada 15 segundos',
    openIncidents: 'Incidentes abiertos',
    noIncidents: 'No hay incidentes abiertos.',
    components: 'Componentes',
    nextUpdate: 'Publicar actualización',
    lastWord: (when: string) => `Última actualización ${when}`,
    affects: (names: readonly string[]) => `Afecta a ${list(names)}`,
    affectsNothing: 'No afecta a ningún componente',
    guide: {
      title: 'Tres pasos hacia una página viva',
      components: 'Nombrar lo que puede fallar',
      componentsText: 'Los componentes son las partes de su producto que la gente conoce: Aplicación web, Pagos, API.',
      componentsAction: 'Añadir componentes',
      publish: 'Publicar algo',
      publishText:
        'Pruebe con un incidente. Después se puede eliminar; los lectores solo ven entonces que se eliminó algo.',
      snippet: 'Poner esta línea en su aplicación',
      snippetText: 'Mientras todo va bien no muestra nada. Cuando algo falla, sus usuarios lo ven allí donde están.',
      copy: 'Copiar la línea',
      copied: 'Copiada.',
    },
    snippetTitle: 'En su aplicación',
    readersNote: 'Los lectores ven esta frase.',
  },
};
