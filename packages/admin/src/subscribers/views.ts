import type { TemplateResult } from 'lit';
import type { Panel } from '../status-admin/panel.ts';
import { viewsOf } from '../templates/views.ts';

/** Who is told, who is brought along, and who is not written to. */
export function subscriberViews(
  panel: Panel,
  current: 'subscribers' | 'import-subscribers' | 'suppressions',
): TemplateResult {
  const words = panel.strings.subscribers;
  return viewsOf(panel, words.views, {
    current,
    views: [
      [{ screen: 'subscribers' }, words.people],
      [{ screen: 'import-subscribers' }, words.bring],
      [{ screen: 'suppressions' }, words.notWritten],
    ],
  });
}
