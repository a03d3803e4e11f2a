import { readAlertsRoute, writeAlertsRoute } from '../alerts/route.ts';
import type { AlertsRoute } from '../alerts/route.ts';
import { readMaintenanceRoute, writeMaintenanceRoute } from '../maintenance/route.ts';
import type { MaintenanceRoute } from '../maintenance/route.ts';
import { readUptimeRoute, writeUptimeRoute } from '../uptime/route.ts';
import type { UptimeRoute } from '../uptime/route.ts';

/** The screens of the panel and what each needs to know. */
export type Route =
  | { screen: 'overview' }
  | { screen: 'incidents' }
  | { screen: 'new-incident'; draft?: string | undefined }
  | { screen: 'past-incident' }
  | { screen: 'incident'; id: string }
  | MaintenanceRoute
  | { screen: 'history' }
  | UptimeRoute
  | { screen: 'templates' }
  | { screen: 'components' }
  | { screen: 'metrics' }
  | { screen: 'metric'; id: string | null }
  | AlertsRoute
  | { screen: 'subscribers' }
  | { screen: 'import-subscribers' }
  | { screen: 'suppressions' }
  | { screen: 'import' }
  | { screen: 'one-import'; id: string }
  | { screen: 'admins' }
  | { screen: 'settings' }
  | { screen: 'notifications' }
  | { screen: 'activity' }
  | { screen: 'more' }
  | { screen: 'not-there' };

const plain = [
  ...(['incidents', 'history', 'templates', 'components', 'metrics', 'subscribers', 'admins', 'settings'] as const),
  ...(['import', 'activity', 'more'] as const),
] as const;

/** Screens that stand beneath another one. */
const beneath = {
  'subscribers/import': 'import-subscribers',
  'subscribers/suppressions': 'suppressions',
  'settings/notifications': 'notifications',
} as const satisfies Record<string, Route['screen']>;

/** Whether a screen stands beneath another one. */
export function isBeneath(screen: Route['screen'], above: string): boolean {
  return Object.entries(beneath).some(([path, one]) => one === screen && path.startsWith(`${above}/`));
}

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
  if (first === 'metrics' && second !== undefined && parts.length === 2)
    return { screen: 'metric', id: second === 'new' ? null : second };
  if (first === 'import' && second !== undefined && parts.length === 2) return { screen: 'one-import', id: second };
  if (first === 'uptime') return readUptimeRoute(parts.slice(1)) ?? { screen: 'not-there' };
  if (first === 'alerts') return readAlertsRoute(parts.slice(1)) ?? { screen: 'not-there' };
  if (first === 'maintenance') return readMaintenanceRoute(parts.slice(1)) ?? { screen: 'not-there' };
  const below = Object.entries(beneath).find(([path]) => path === parts.join('/'));
  if (below) return { screen: below[1] };
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
    case 'metric':
      return `/metrics/${route.id ?? 'new'}`;
    case 'one-import':
      return `/import/${route.id}`;
    case 'uptime':
    case 'uptime-of':
    case 'uptime-rules':
    case 'uptime-export':
      return writeUptimeRoute(route);
    case 'alerts':
    case 'alert-source':
    case 'new-alert-source':
    case 'alert-rules':
    case 'alert-rule':
      return writeAlertsRoute(route);
    default: {
      const below = Object.entries(beneath).find(([, screen]) => screen === route.screen);
      return `/${below?.[0] ?? route.screen}`;
    }
  }
}

/** The one-time token that a link brings, such as `#setup=TOKEN`. */
export function readToken(hash: string): { kind: 'setup' | 'invite' | 'reset'; token: string } | null {
  const parts = new URLSearchParams(hash.slice(1));
  for (const kind of ['setup', 'invite', 'reset'] as const) {
    const token = parts.get(kind);
    if (token) return { kind, token };
  }
  return null;
}
