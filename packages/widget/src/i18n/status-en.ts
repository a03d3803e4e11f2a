import type { StoryStrings } from './story-strings.ts';

/** Where an incident or a maintenance stands, in English. */
export const statusEn: StoryStrings['status'] = {
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
};
