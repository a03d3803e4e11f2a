import { alertedDe } from './de/alerted.ts';
import { componentsDe } from './de/components.ts';
import { doorsDe } from './de/doors.ts';
import { draftsDe } from './de/drafts.ts';
import { historyDe } from './de/history.ts';
import { incidentsDe } from './de/incidents.ts';
import { maintenanceDe } from './de/maintenance.ts';
import { overviewDe } from './de/overview.ts';
import { settingsDe } from './de/settings.ts';
import { shellDe } from './de/shell.ts';
import { templatesDe } from './de/templates.ts';
import { audienceDe } from './de/audience.ts';
import { deliveriesDe } from './de/deliveries.ts';
import { notificationsDe } from './de/notifications.ts';
import { subscribersDe } from './de/subscribers.ts';
import type { Translation } from './en.ts';

/** Every word of the panel, in German. */
export const de: Translation = {
  ...shellDe,
  ...doorsDe,
  ...overviewDe,
  ...alertedDe,
  ...incidentsDe,
  maintenance: maintenanceDe,
  ...templatesDe,
  ...draftsDe,
  ...historyDe,
  ...componentsDe,
  ...settingsDe,
  ...audienceDe,
  ...deliveriesDe,
  ...notificationsDe,
  ...subscribersDe,
};
