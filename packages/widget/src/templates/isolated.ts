// Arabic, Hebrew and their kin, and the characters that turn the direction of what follows.
const turnsDirection = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/;

/** A name that leaves the direction of the sentence around it alone. */
export function isolated(name: string): string {
  return turnsDirection.test(name) ? `\u2068${name}\u2069` : name;
}
