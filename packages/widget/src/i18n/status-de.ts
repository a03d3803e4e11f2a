import type { StoryStrings } from './story-strings.ts';

/** Where an incident or a maintenance stands, in German. */
export const statusDe: StoryStrings['status'] = {
  investigating: 'In Untersuchung',
  identified: 'Ursache gefunden',
  monitoring: 'Unter Beobachtung',
  resolved: 'Behoben',
  postmortem: 'Nachbericht',
  scheduled: 'Geplant',
  in_progress: 'Läuft',
  verifying: 'Wird geprüft',
  completed: 'Abgeschlossen',
  unknown: 'Neuigkeit',
};
