import type { TemplateResult } from 'lit';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Panel } from '../status-admin/panel.ts';
import { viewsOf } from '../templates/views.ts';

/** Who sends alerts, and what becomes of them. */
export function alertViews(
  panel: Panel,
  words: LaterStrings['alerts'],
  current: 'alerts' | 'alert-rules',
): TemplateResult {
  return viewsOf(panel, words.views, {
    current,
    views: [
      [{ screen: 'alerts' }, words.sources],
      [{ screen: 'alert-rules' }, words.rules],
    ],
  });
}
