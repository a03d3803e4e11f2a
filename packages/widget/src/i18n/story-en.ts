import { statusEn } from './status-en.ts';
import type { StoryStrings } from './story-strings.ts';

/** The words that the page and its parts need to tell an incident, in English. */
export const storyEn: StoryStrings = {
  status: statusEn,
  justNow: 'just now',
  on: (when) => `on ${when}`,
  edited: 'edited',
};
