import type { ImportSource } from '@allswell/protocol/schema';
import type { Gathered } from './gathered.ts';
import type { ImportPage } from './pages.ts';
import { readStatusSite } from './status-site/read-status-site.ts';
import { readStatuspage } from './statuspage/read-statuspage.ts';
import { unreadable } from './unreadable.ts';
import type { Warnings } from './warnings.ts';

/** Understands everything that was fetched; refuses what cannot be understood, with where it is. */
export function gather(
  source: ImportSource,
  pages: readonly ImportPage[],
  { warnings, ...options }: { warnings: Warnings; zone: string; now: Date },
): Gathered {
  const gathered =
    source === 'status_site' ? readStatusSite(pages, options, warnings) : readStatuspage(pages, options, warnings);
  const { groups, components, stories } = gathered;
  if (groups.length + components.length + stories.length === 0) {
    throw unreadable('There is nothing in it: no component, no incident, no maintenance.');
  }
  return gathered;
}
