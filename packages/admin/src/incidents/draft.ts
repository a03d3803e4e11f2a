import { impacts, isOpenIncident } from '@allswell/protocol';
import type { ComponentStatus, Impact, IncidentStatus } from '@allswell/protocol';
import type { KeptIntent } from '../api/intent.ts';
import type { KeptPlace } from '../drafts/server-draft.ts';
import { readFilling } from '../templates-screen/filling.ts';
import type { Filling } from '../templates-screen/filling.ts';

/** What is being written before it is published: a new incident, or an update of one. */
export interface Draft {
  name: string;
  status: IncidentStatus;
  /** Statuses that were chosen, by component; what is not named here is left alone. */
  components: Record<string, ComponentStatus>;
  body: string;
  impact_override: Impact | null;
  deliver_notifications: boolean;
  /** Its texts with their variables, while there are any to follow. */
  filling: Filling | null;
}

/** An untouched draft. */
export function emptyDraft(status: IncidentStatus = 'investigating'): Draft {
  return {
    name: '',
    status,
    components: {},
    body: '',
    impact_override: null,
    deliver_notifications: true,
    filling: null,
  };
}

/** Whether there is anything in it that someone would miss. */
export function isWorthKeeping(draft: Draft): boolean {
  return draft.name.trim() !== '' || draft.body.trim() !== '' || Object.keys(draft.components).length > 0;
}

interface KeptDraft {
  draft: Draft;
  intent: KeptIntent | null;
  /** Where it stands on the server. */
  place?: KeptPlace | null;
}

const prefix = 'allswell:draft:';

/**
 * Keeps drafts in this tab until they are published, together with the key they were sent with: a reload in the middle
 * of publishing goes on instead of publishing twice.
 */
export const drafts = {
  load(name: string): KeptDraft | null {
    const kept = withStorage((storage) => storage.getItem(prefix + name));
    if (!kept) return null;
    try {
      return readKept(JSON.parse(kept));
    } catch {
      return null;
    }
  },
  save(name: string, kept: KeptDraft): void {
    withStorage((storage) => storage.setItem(prefix + name, JSON.stringify(kept)));
  },
  drop(name: string): void {
    withStorage((storage) => storage.removeItem(prefix + name));
  },
};

/** Storage may be switched off or full: then drafts live as long as the screen. */
function withStorage<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

function readKept(data: unknown): KeptDraft | null {
  if (typeof data !== 'object' || data === null || !('draft' in data)) return null;
  const { draft, intent, place } = data as { draft: unknown; intent?: KeptIntent | null; place?: KeptPlace | null };
  const read = readDraft(draft);
  return read && { draft: read, intent: intent ?? null, place: place ?? null };
}

/** Reads what was kept of a draft, here or on the server; null when it is none. */
export function readDraft(data: unknown): Draft | null {
  if (typeof data !== 'object' || data === null) return null;
  const draft = data as Partial<Draft>;
  if (typeof draft.name !== 'string' || typeof draft.body !== 'string' || typeof draft.status !== 'string') return null;
  const isKnown = isOpenIncident(draft.status) || draft.status === 'resolved';
  return {
    name: draft.name,
    body: draft.body,
    status: isKnown ? draft.status : 'investigating',
    components: typeof draft.components === 'object' && draft.components !== null ? { ...draft.components } : {},
    impact_override: impacts.find((one) => one === draft.impact_override) ?? null,
    deliver_notifications: draft.deliver_notifications !== false,
    filling: readFilling(draft.filling),
  };
}
