import type { Route } from '../status-admin/route.ts';

/** The screens about what monitoring sends. Without an id it is a new one. */
export type AlertsRoute =
  | { screen: 'alerts' }
  | { screen: 'new-alert-source' }
  | { screen: 'alert-source'; id: string }
  | { screen: 'alert-rules' }
  | { screen: 'alert-rule'; id: string | null };

/** Whether a screen is one of these. */
export function isAlertsScreen(screen: Route['screen']): boolean {
  return screen.includes('alert');
}

/** Reads what stands behind `#/alerts/`. */
export function readAlertsRoute([first, second, ...more]: readonly string[]): AlertsRoute | null {
  if (more.length > 0) return null;
  if (first === undefined) return { screen: 'alerts' };
  if (first === 'sources' && second !== undefined)
    return second === 'new' ? { screen: 'new-alert-source' } : { screen: 'alert-source', id: second };
  if (first !== 'rules') return null;
  if (second === undefined) return { screen: 'alert-rules' };
  return { screen: 'alert-rule', id: second === 'new' ? null : second };
}

/** Writes the path that stands behind `#`. */
export function writeAlertsRoute(route: AlertsRoute): string {
  switch (route.screen) {
    case 'alerts':
      return '/alerts';
    case 'new-alert-source':
      return '/alerts/sources/new';
    case 'alert-source':
      return `/alerts/sources/${route.id}`;
    case 'alert-rules':
      return '/alerts/rules';
    case 'alert-rule':
      return `/alerts/rules/${route.id ?? 'new'}`;
  }
}
