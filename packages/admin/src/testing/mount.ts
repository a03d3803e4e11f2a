import '../status-admin/define.ts';
import type { StatusAdmin } from '../status-admin/status-admin.ts';
import { FakeServer } from './fake-server.ts';
import { fillFernhill } from './fernhill.ts';

export interface Mounted {
  server: FakeServer;
  panel: StatusAdmin;
}

export interface MountOptions {
  /** What the server holds before the panel comes. */
  prepare?: (server: FakeServer) => void;
  /** Behind `#` in the address. */
  hash?: string;
}

let takeAway: (() => void) | null = null;

/** Puts the panel over a fake server; each has an address of its own, so that tests in other tabs are not its tabs. */
export function mount({ prepare = (server) => fillFernhill(server), hash = '#/' }: MountOptions = {}): Mounted {
  unmount();
  sessionStorage.clear();
  localStorage.removeItem('allswell:language');
  const server = new FakeServer();
  prepare(server);
  const restore = server.install();
  goTo(hash);
  const panel = document.createElement('status-admin');
  panel.src = `/${crypto.randomUUID()}/`;
  document.body.append(panel);
  takeAway = () => {
    panel.remove();
    restore();
  };
  return { server, panel };
}

/** Takes the panel and its server away. */
export function unmount(): void {
  takeAway?.();
  takeAway = null;
}

/** WebKit allows a page, all its frames together, a hundred changes of its history in ten seconds: none is wasted. */
function goTo(hash: string): void {
  if (location.hash !== hash) history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
}

/** Takes the panel away and puts a new one over the same server, as a reload does. */
export async function reload({ server, panel }: Mounted): Promise<StatusAdmin> {
  const next = document.createElement('status-admin');
  next.src = panel.src;
  panel.remove();
  server.letGo();
  document.body.append(next);
  const before = takeAway;
  takeAway = () => {
    next.remove();
    before?.();
  };
  await next.updateComplete;
  return next;
}
