import type { Component } from '@allswell/protocol';

/** Whether something that affects these components is news of one component, of a group, or of the whole page. */
export function touches(part: Component | undefined, affected: readonly { id: string }[]): boolean {
  if (!part) return true;
  const ids = part.group ? (part.components ?? []) : [part.id];
  return affected.some(({ id }) => ids.includes(id));
}
