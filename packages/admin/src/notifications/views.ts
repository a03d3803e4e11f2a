import type { TemplateResult } from 'lit';
import type { Panel } from '../status-admin/panel.ts';
import { viewsOf } from '../templates/views.ts';

/** The page itself, and what is sent. */
export function settingsViews(panel: Panel, current: 'settings' | 'notifications'): TemplateResult {
  const words = panel.strings.notifications;
  return viewsOf(panel, words.views, {
    current,
    views: [
      [{ screen: 'settings' }, words.page],
      [{ screen: 'notifications' }, words.title],
    ],
  });
}
