const storageKey = 'allswell:dismissed';
const most = 50;
/** What readers put away where storage is closed: kept for this visit. */
let kept: string[] | undefined;

/** What this reader has put away, on this visit and on earlier ones. */
export function dismissed(): string[] {
  try {
    const stored: unknown = kept ?? JSON.parse(localStorage.getItem(storageKey) ?? '');
    if (Array.isArray(stored)) return stored as string[];
  } catch {
    // Closed, empty, or not ours.
  }
  return [];
}

/** Keeps what this reader has put away; the oldest are forgotten. */
export function setDismissed(keys: string[]): void {
  kept = keys.slice(-most);
  try {
    localStorage.setItem(storageKey, JSON.stringify(kept));
    kept = undefined;
  } catch {
    // Kept for this visit.
  }
}
