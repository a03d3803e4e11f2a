import { fetchPage } from '../incidents/fetch-page.ts';
import type { Route } from './route.ts';

/** The screens before the door, which few ever see. */
type Door = 'set-up' | 'accept-invite' | 'forgot-password' | 'reset-password';
type Name = Route['screen'] | Door;

const doors = () => import('../sign-in/doors.ts');
const subscribers = () => import('../subscribers/define.ts');
const alerts = () => import('../alerts/define.ts');
const imports = () => import('../imports/define.ts');
const uptime = () => import('../uptime/define.ts');
const metrics = () => import('../metrics/define.ts');
const maintenance = () => import('../maintenance/define.ts');

/** Screens that are fetched when they are opened: whoever publishes an incident at night waits for none of them. */
const later: Partial<Record<Name, () => Promise<unknown>>> = {
  'past-incident': () => import('../backfill/define.ts'),
  history: () => import('../history/define.ts'),
  templates: () => import('../templates-screen/define.ts'),
  maintenance,
  'maintenance-calendar': maintenance,
  'plan-maintenance': maintenance,
  'one-maintenance': maintenance,
  'maintenance-series': maintenance,
  subscribers,
  'import-subscribers': subscribers,
  suppressions: subscribers,
  components: () => import('../components/define.ts'),
  metrics,
  metric: metrics,
  alerts,
  'alert-source': alerts,
  'new-alert-source': alerts,
  'alert-rules': alerts,
  'alert-rule': alerts,
  uptime,
  'uptime-of': uptime,
  'uptime-rules': uptime,
  'uptime-export': uptime,
  import: imports,
  'one-import': imports,
  admins: () => import('../admins/define.ts'),
  notifications: () => import('../notifications/define.ts'),
  settings: () => import('../settings/define.ts'),
  activity: () => import('../audit/define.ts'),
  'set-up': doors,
  'accept-invite': doors,
  'forgot-password': doors,
  'reset-password': doors,
};

/** What has been fetched of them: the same for every panel of a page. */
const here = new Set<Name>();

/** Whether a screen can be drawn. */
export function isHere(screen: Name): boolean {
  return here.has(screen) || !later[screen];
}

/** Fetches a screen; rejects when it cannot be had. */
export async function fetchScreen(screen: Name): Promise<void> {
  await later[screen]?.();
  here.add(screen);
}

/** Fetches what may be opened next, so that it opens at once, also when the network is gone by then. */
export async function fetchOthers(): Promise<void> {
  for (const [screen, fetch] of Object.entries(later) as [Name, unknown][]) {
    if (fetch === doors) continue;
    // What cannot be had now is asked for when it is opened.
    await fetchScreen(screen).catch(() => {});
  }
  await fetchPage();
}
