const storageKey = 'allswell:dismissed';
const most = 50;
/** Where storage is closed, what was put away is kept for this visit. */
let keys: readonly string[] = [];

/** What this reader has put away, on this visit and on earlier ones. */
export function dismissed(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '');
    if (Array.isArray(kept)) keys = kept.map(String);
  } catch {
    // Closed, empty, or not ours.
  }
  return keys;
}

/** Keeps what this reader has put away; the oldest are forgotten. */
export function setDismissed(newKeys: readonly string[]): void {
  keys = newKeys.slice(-most);
  try {
    localStorage.setItem(storageKey, JSON.stringify(keys));
  } catch {
    // Kept for this visit.
  }
}
