import { alertedFr } from './fr/alerted.ts';
import { componentsFr } from './fr/components.ts';
import { doorsFr } from './fr/doors.ts';
import { draftsFr } from './fr/drafts.ts';
import { historyFr } from './fr/history.ts';
import { incidentsFr } from './fr/incidents.ts';
import { maintenanceFr } from './fr/maintenance.ts';
import { overviewFr } from './fr/overview.ts';
import { settingsFr } from './fr/settings.ts';
import { shellFr } from './fr/shell.ts';
import { templatesFr } from './fr/templates.ts';
import { audienceFr } from './fr/audience.ts';
import { deliveriesFr } from './fr/deliveries.ts';
import { notificationsFr } from './fr/notifications.ts';
import { subscribersFr } from './fr/subscribers.ts';
import type { Translation } from './en.ts';

/** Every word of the panel, in French. */
export const fr: Translation = {
  ...shellFr,
  ...doorsFr,
  ...overviewFr,
  ...alertedFr,
  ...incidentsFr,
  maintenance: maintenanceFr,
  ...templatesFr,
  ...draftsFr,
  ...historyFr,
  ...componentsFr,
  ...settingsFr,
  ...audienceFr,
  ...deliveriesFr,
  ...notificationsFr,
  ...subscribersFr,
};
