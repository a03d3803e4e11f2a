import type { KeptIntent } from '../api/intent.ts';
import type { KeptPlace } from '../drafts/server-draft.ts';

const prefix = 'allswell:draft:maintenance:';

/** Something that is being written, with the key it was sent with. */
export interface Kept<T> {
  draft: T;
  intent: KeptIntent | null;
  /** Where it stands on the server, if it does. */
  place?: KeptPlace | null;
}

/**
 * Keeps what is being written in this tab until it is sent, together with the key it was sent with: a reload in the
 * middle of sending goes on instead of sending twice.
 */
export function keep(name: string, kept: Kept<unknown>): void {
  withStorage((storage) => storage.setItem(prefix + name, JSON.stringify(kept)));
}

/** It was sent, or is not wanted any more. */
export function drop(name: string): void {
  withStorage((storage) => storage.removeItem(prefix + name));
}

/** What was kept under a name; null when there is nothing, or nothing that can be read. */
export function load(name: string): Kept<Record<string, unknown>> | null {
  const text = withStorage((storage) => storage.getItem(prefix + name));
  if (!text) return null;
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null || !('draft' in data)) return null;
    const { draft, intent, place } = data as {
      draft: unknown;
      intent?: KeptIntent | null;
      place?: KeptPlace | null;
    };
    if (typeof draft !== 'object' || draft === null) return null;
    return { draft: draft as Record<string, unknown>, intent: intent ?? null, place: place ?? null };
  } catch {
    return null;
  }
}

/** Storage may be switched off or full: then drafts live as long as the screen. */
function withStorage<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
