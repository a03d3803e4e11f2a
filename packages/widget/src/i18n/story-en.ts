import type { StoryStrings } from './story-strings.ts';

/** The words that every element needs to tell an incident, in English. */
export const storyEn: StoryStrings = {
  status: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    postmortem: 'Postmortem',
    scheduled: 'Planned',
    in_progress: 'Under way',
    verifying: 'Verifying',
    completed: 'Completed',
    unknown: 'Update',
  },
  justNow: 'just now',
  ago: (duration) => `${duration} ago`,
  on: (when) => `on ${when}`,
  in: (duration) => `in ${duration}`,
  edited: 'edited',
};
