import type { TemplateResult } from 'lit';
import type { Panel } from '../status-admin/panel.ts';
import { viewsOf } from '../templates/views.ts';

export { viewsStyles as viewSwitchStyles } from '../templates/views.ts';

/** The same plans as a list or as a calendar. */
export function viewSwitch(panel: Panel, current: 'maintenance' | 'maintenance-calendar'): TemplateResult {
  const words = panel.strings.maintenance.list;
  return viewsOf(panel, words.views, {
    current,
    views: [
      [{ screen: 'maintenance' }, words.asList],
      [{ screen: 'maintenance-calendar' }, words.asCalendar],
    ],
  });
}
