import type { StoryStrings } from './story-strings.ts';

/** Where an incident or a maintenance stands, in French. */
export const statusFr: StoryStrings['status'] = {
  investigating: 'En cours d’analyse',
  identified: 'Cause identifiée',
  monitoring: 'Sous surveillance',
  resolved: 'Résolu',
  postmortem: 'Bilan',
  scheduled: 'Planifiée',
  in_progress: 'En cours',
  verifying: 'En vérification',
  completed: 'Terminée',
  unknown: 'Mise à jour',
};
