import type { TemplateResult } from 'lit';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Panel } from '../status-admin/panel.ts';
import { viewsOf } from '../templates/views.ts';

/** How much was up, by which rules that is reckoned, and all of it as files. */
export function uptimeViews(
  panel: Panel,
  words: LaterStrings['uptime'],
  current: 'uptime' | 'uptime-rules' | 'uptime-export',
): TemplateResult {
  return viewsOf(panel, words.views, {
    current,
    views: [
      [{ screen: 'uptime' }, words.days],
      [{ screen: 'uptime-rules' }, words.rules.title],
      [{ screen: 'uptime-export' }, words.export.title],
    ],
  });
}
