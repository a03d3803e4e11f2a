import type { BannerStrings } from './banner-strings.ts';
import { storyEn } from './story-en.ts';

/** Every word of `<status-banner>`, in English. */
export const bannerEn: BannerStrings = {
  ...storyEn,
  label: 'Service status',
  phase: {
    ahead: 'Planned maintenance',
    soon: 'Maintenance soon',
    under_way: 'Maintenance',
    running_over: 'Maintenance takes longer',
    done: 'Maintenance done',
  },
  resolved: 'Resolved',
  unknown: 'Not confirmed',
  stale: (ago) => `last confirmed ${ago}`,
  until: (when) => `until ${when}`,
  more: (amount) => `and ${amount} more`,
  details: 'Details',
  dismiss: 'Dismiss',
  reopen: 'Show the status again',
  page: 'Status page',
  preview: 'This is an example',
};
