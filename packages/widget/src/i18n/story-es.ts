import { statusEs } from './status-es.ts';
import type { StoryStrings } from './story-strings.ts';

/** The words that the page and its parts need to tell an incident, in Spanish. */
export const storyEs: StoryStrings = {
  status: statusEs,
  justNow: 'ahora mismo',
  on: (when) => `el ${when}`,
  edited: 'editado',
};
