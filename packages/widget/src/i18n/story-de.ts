import { statusDe } from './status-de.ts';
import type { StoryStrings } from './story-strings.ts';

/** The words that the page and its parts need to tell an incident, in German. */
export const storyDe: StoryStrings = {
  status: statusDe,
  justNow: 'gerade eben',
  on: (when) => `am ${when}`,
  edited: 'bearbeitet',
};
