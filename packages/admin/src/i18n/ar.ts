import { alerted } from './ar/alerted.ts';
import { audience } from './ar/audience.ts';
import { deliveries } from './ar/deliveries.ts';
import { notifications } from './ar/notifications.ts';
import { subscribers } from './ar/subscribers.ts';
import type { Translation } from './en.ts';
import { components } from './ar/components.ts';
import { doors } from './ar/doors.ts';
import { drafts } from './ar/drafts.ts';
import { history } from './ar/history.ts';
import { incidents } from './ar/incidents.ts';
import { maintenance } from './ar/maintenance.ts';
import { overview } from './ar/overview.ts';
import { settings } from './ar/settings.ts';
import { shell } from './ar/shell.ts';
import { templates } from './ar/templates.ts';

/** Every word of the panel, in Arabic. */
export const ar: Translation = {
  ...shell,
  ...doors,
  ...overview,
  ...alerted,
  ...incidents,
  maintenance,
  ...templates,
  ...drafts,
  ...history,
  ...components,
  ...settings,
  ...audience,
  ...deliveries,
  ...notifications,
  ...subscribers,
};
