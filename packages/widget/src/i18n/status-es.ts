import type { StoryStrings } from './story-strings.ts';

/** Where an incident or a maintenance stands, in Spanish. */
export const statusEs: StoryStrings['status'] = {
  investigating: 'En investigación',
  identified: 'Causa identificada',
  monitoring: 'En observación',
  resolved: 'Resuelto',
  postmortem: 'Análisis posterior',
  scheduled: 'Programado',
  in_progress: 'En curso',
  verifying: 'En verificación',
  completed: 'Finalizado',
  unknown: 'Actualización',
};
