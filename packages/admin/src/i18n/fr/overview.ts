import type { overviewEn } from '../overview-en.ts';
import { sayIn } from '../say.ts';

const { list } = sayIn('fr');

/** The overview, in French. */
export const overviewFr: typeof overviewEn = {
  overview: {
    title: 'Accueil',
    newIncident: 'Nouvel incident',
    asReaders: 'Ce que le public voit maintenant',
    live: 'En direct',
    notLive: 'Actualisé toutes les 15 secondes',
    openIncidents: 'Incidents en cours',
    noIncidents: 'Aucun incident en cours.',
    components: 'Composants',
    nextUpdate: 'Écrire une mise à jour',
    lastWord: (when) => `Dernière mise à jour ${when}`,
    affects: (names) => `Touche ${list(names)}`,
    affectsNothing: 'Ne touche aucun composant',
    guide: {
      title: 'Trois étapes vers une page vivante',
      components: 'Nommer ce qui peut tomber en panne',
      componentsText:
        'Les composants sont les parties de votre produit que vos utilisateurs connaissent\u00a0: application web, paiement, API.',
      componentsAction: 'Ajouter des composants',
      publish: 'Publier quelque chose',
      publishText:
        'Essayez un incident. Vous pouvez le supprimer ensuite\u00a0; le public voit alors seulement que quelque chose a été supprimé.',
      snippet: 'Placer cette ligne dans votre application',
      snippetText:
        'Tant que tout va bien, elle n’affiche rien. En cas de panne, vos utilisateurs le voient là où ils sont.',
      copy: 'Copier la ligne',
      copied: 'Copié.',
    },
    snippetTitle: 'Dans votre application',
    readersNote: 'Le public voit cette phrase.',
  },
};
