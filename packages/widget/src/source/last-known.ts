/** What a source last said, and when that was last known to be true. */
export interface LastKnown {
  value: unknown;
  provenAt: number;
}

const prefix = 'allswell:last:';

/** What was known when a page was last open here; nothing where storage is closed or holds something else. */
export function recall(src: string): LastKnown | undefined {
  try {
    const { value, provenAt } = JSON.parse(localStorage.getItem(prefix + src) ?? '') as Partial<LastKnown>;
    // An instant in the future would stay fresh for ever.
    return typeof provenAt === 'number' ? { value, provenAt: Math.min(provenAt, Date.now()) } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what is known for the next page; without storage nothing is kept. */
export function remember(src: string, known: LastKnown): void {
  try {
    localStorage.setItem(prefix + src, JSON.stringify(known));
  } catch {
    // Full, or forbidden: the elements work without it.
  }
}
