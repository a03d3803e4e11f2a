/** The steps of a path such as `alerts[0].labels.severity`: names and places in lists. */
export function stepsOf(path: string): (string | number)[] {
  return Array.from(path.matchAll(/\[(\d{1,4})\]|[^.[\]]+/g), ([step, index]) =>
    index === undefined ? step : Number(index),
  );
}

/** What stands at a path; undefined where it leads nowhere. Only what the sender wrote is ever reached. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const step of stepsOf(path)) {
    if (typeof found !== 'object' || found === null) return undefined;
    if (Array.isArray(found) !== (typeof step === 'number') || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}
