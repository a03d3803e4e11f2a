import { statusFr } from './status-fr.ts';
import type { StoryStrings } from './story-strings.ts';

/** The words that the page and its parts need to tell an incident, in French. */
export const storyFr: StoryStrings = {
  status: statusFr,
  justNow: 'à l’instant',
  on: (when) => `le ${when}`,
  edited: 'modifié',
};
