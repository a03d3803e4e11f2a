import { readMaintenanceRoute, writeMaintenanceRoute } from '../maintenance/route.ts';
import type { MaintenanceRoute } from '../maintenance/route.ts';

/** The screens of the panel and what each needs to know. */
export type Route =
  | { screen: 'overview' }
  | { screen: 'incidents' }
  | { screen: 'new-incident'; draft?: string | undefined }
  | { screen: 'past-incident' }
  | { screen: 'incident'; id: string }
  | MaintenanceRoute
  | { screen: 'history' }
  | { screen: 'templates' }
  | { screen: 'components' }
  | { screen: 'admins' }
  | { screen: 'settings' }
  | { screen: 'activity' }
  | { screen: 'more' }
  | { screen: 'not-there' };

const plain = ['incidents', 'history', 'templates', 'components', 'admins', 'settings', 'activity', 'more'] as const;

/** Reads what stands behind `#`; null when it is not the panel's. */
export function readRoute(hash: string): Route | null {
  if (!hash.startsWith('#/')) return null;
  const parts = hash.slice(2).split('/').filter(Boolean);
  const [first, second] = parts;
  if (first === undefined) return { screen: 'overview' };
  if (first === 'incidents' && parts.length === 2 && second !== undefined) {
    if (second === 'past') return { screen: 'past-incident' };
    return second === 'new' ? { screen: 'new-incident' } : { screen: 'incident', id: second };
  }
  if (first === 'incidents' && second === 'new' && parts.length === 3) {
    return { screen: 'new-incident', draft: parts[2] };
  }
  if (first === 'maintenance') return readMaintenanceRoute(parts.slice(1)) ?? { screen: 'not-there' };
  const screen = plain.find((one) => one === first);
  return screen && parts.length === 1 ? { screen } : { screen: 'not-there' };
}

/** Writes the path that stands behind `#`. */
export function writeRoute(route: Route): string {
  switch (route.screen) {
    case 'overview':
    case 'not-there':
      return '/';
    case 'new-incident':
      return route.draft ? `/incidents/new/${route.draft}` : '/incidents/new';
    case 'past-incident':
      return '/incidents/past';
    case 'incident':
      return `/incidents/${route.id}`;
    case 'maintenance':
    case 'maintenance-calendar':
    case 'plan-maintenance':
    case 'one-maintenance':
    case 'maintenance-series':
      return writeMaintenanceRoute(route);
    default:
      return `/${route.screen}`;
  }
}

/** The one-time token that a link brings, such as `#setup=TOKEN`. */
export function readToken(hash: string): { kind: 'setup' | 'invite'; token: string } | null {
  const parts = new URLSearchParams(hash.slice(1));
  for (const kind of ['setup', 'invite'] as const) {
    const token = parts.get(kind);
    if (token) return { kind, token };
  }
  return null;
}
