import { statusAr } from './status-ar.ts';
import type { StoryStrings } from './story-strings.ts';

/** The words that the page and its parts need to tell an incident, in Arabic. */
export const storyAr: StoryStrings = {
  status: statusAr,
  justNow: 'الآن',
  on: (when) => `في ${when}`,
  edited: 'مُعدّل',
};
