import type { Notice } from '@allswell/protocol';

/** Whether anything of it is still to be sent. */
export function isUnderWay({ expanded_at, counts }: Notice): boolean {
  return expanded_at === null || Object.values(counts).some(({ waiting }) => waiting > 0);
}
