import type { ImportSource } from '@allswell/protocol/schema';

/** Where ids mean the same: a page of Statuspage is the same by its documents and by its API. */
export function familyOf(source: ImportSource): string {
  return source === 'statuspage_v1' ? 'statuspage' : source;
}
