import type { Route } from '../status-admin/route.ts';

/** The screens about how much things were up. */
export type UptimeRoute =
  | { screen: 'uptime' }
  | { screen: 'uptime-of'; id: string; day?: string | undefined }
  | { screen: 'uptime-rules' }
  | { screen: 'uptime-export' };

/** Whether a screen is one of these. */
export function isUptimeScreen(screen: Route['screen']): boolean {
  return screen.startsWith('uptime');
}

/** Reads what stands behind `#/uptime/`. */
export function readUptimeRoute([first, second, ...more]: readonly string[]): UptimeRoute | null {
  if (more.length > 0) return null;
  if (first === undefined) return { screen: 'uptime' };
  // Ids have twelve characters.
  if ((first === 'rules' || first === 'export') && second === undefined) return { screen: `uptime-${first}` };
  return { screen: 'uptime-of', id: first, day: second };
}

/** Writes the path that stands behind `#`. */
export function writeUptimeRoute(route: UptimeRoute): string {
  switch (route.screen) {
    case 'uptime':
      return '/uptime';
    case 'uptime-of':
      return `/uptime/${route.id}${route.day ? `/${route.day}` : ''}`;
    case 'uptime-rules':
      return '/uptime/rules';
    case 'uptime-export':
      return '/uptime/export';
  }
}
