/** The screens of planned maintenance. */
export type MaintenanceRoute =
  | { screen: 'maintenance' }
  | { screen: 'maintenance-calendar'; month?: string | undefined }
  | { screen: 'plan-maintenance'; day?: string | undefined; draft?: string | undefined }
  | { screen: 'one-maintenance'; id: string }
  | { screen: 'maintenance-series'; id: string };

/** Whether a screen belongs to planned maintenance. */
export function isMaintenanceScreen(screen: string): boolean {
  return screen.includes('maintenance');
}

/** Reads the parts of an address behind `#/maintenance`; null when there is nothing there. */
export function readMaintenanceRoute(parts: readonly string[]): MaintenanceRoute | null {
  const [first, second, third] = parts;
  if (third !== undefined) return null;
  if (first === undefined) return { screen: 'maintenance' };
  if (first === 'calendar') {
    if (second !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(second)) return null;
    return second === undefined
      ? { screen: 'maintenance-calendar' }
      : { screen: 'maintenance-calendar', month: second };
  }
  if (first === 'new') {
    if (second !== undefined && /^[a-z0-9]{12}$/.test(second)) return { screen: 'plan-maintenance', draft: second };
    if (second !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(second)) return null;
    return second === undefined ? { screen: 'plan-maintenance' } : { screen: 'plan-maintenance', day: second };
  }
  if (first === 'series') return second === undefined ? null : { screen: 'maintenance-series', id: second };
  return second === undefined ? { screen: 'one-maintenance', id: first } : null;
}

/** Writes the path that stands behind `#`. */
export function writeMaintenanceRoute(route: MaintenanceRoute): string {
  switch (route.screen) {
    case 'maintenance':
      return '/maintenance';
    case 'maintenance-calendar':
      return route.month ? `/maintenance/calendar/${route.month}` : '/maintenance/calendar';
    case 'plan-maintenance':
      return ['/maintenance/new', route.draft ?? route.day].filter(Boolean).join('/');
    case 'one-maintenance':
      return `/maintenance/${route.id}`;
    case 'maintenance-series':
      return `/maintenance/series/${route.id}`;
  }
}
