import type { BannerStrings } from './banner-strings.ts';
import { statusEn } from './status-en.ts';

/** Every word of `<status-banner>`, in English. */
export const bannerEn: BannerStrings = {
  direction: 'ltr',
  status: statusEn,
  edited: 'edited',
  label: 'Service status',
  news: {
    ahead: 'Planned maintenance',
    soon: 'Maintenance starts soon',
    under_way: 'Maintenance under way',
    running_over: 'Maintenance takes longer than planned',
    done: 'Maintenance completed',
    cancelled: 'Maintenance called off',
    resolved: 'Resolved',
  },
  unknown: 'Status not known',
  colon: ': ',
  stale: (ago) => `Last confirmed ${ago}`,
  shortly: 'in less than a minute',
  until: (when) => `Until ${when}`,
  wasUntil: (when) => `Planned until ${when}`,
  more: (amount) => `${amount} more`,
  details: 'Details',
  hide: 'Hide details',
  dismiss: 'Dismiss',
  reopen: 'Show the service status',
  page: 'Status page',
  preview: 'This is an example',
};
