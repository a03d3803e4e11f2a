import type { News } from '../source/decode-news.ts';
import { decodeNews } from '../source/decode-news.ts';

/** A summary with one example in it, to try colours and places with. */
export function previewNews(kind: string, name: string): News | null {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  return decodeNews({
    status: {},
    [kind === 'incident' ? 'incidents' : 'scheduled_maintenances']: [
      { name, impact: 'major', scheduled_for: at(10), scheduled_until: at(12) },
    ],
  });
}
