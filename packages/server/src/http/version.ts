import { DomainError } from '@allswell/protocol';

/** Refuses a change whose If-Match does not name the current version, and hands over the current object instead. */
export async function requireVersion(
  ifMatch: string | undefined,
  version: number,
  readCurrent: () => Promise<unknown>,
): Promise<void> {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const named = ifMatch.split(',').map((tag) => tag.trim());
  if (named.includes(`"${version}"`)) return;
  throw new DomainError(
    'stale-version',
    'Look at the current version, which is in this answer, and send your change again.',
    {
      extensions: { current: await readCurrent() },
    },
  );
}
