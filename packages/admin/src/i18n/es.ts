import { alerted } from './es/alerted.ts';
import { audience } from './es/audience.ts';
import { deliveries } from './es/deliveries.ts';
import { notifications } from './es/notifications.ts';
import { subscribers } from './es/subscribers.ts';
import type { Translation } from './en.ts';
import { components } from './es/components.ts';
import { doors } from './es/doors.ts';
import { drafts } from './es/drafts.ts';
import { history } from './es/history.ts';
import { incidents } from './es/incidents.ts';
import { maintenance } from './es/maintenance.ts';
import { overview } from './es/overview.ts';
import { settings } from './es/settings.ts';
import { shell } from './es/shell.ts';
import { templates } from './es/templates.ts';

/** Every word of the panel, in Spanish. */
export const es: Translation = {
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
