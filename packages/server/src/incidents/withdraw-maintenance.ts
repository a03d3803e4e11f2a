import { recordAll } from '../audit/record.ts';
import type { Write } from '../db/write.ts';
import { discardDraftsOf } from '../drafts/discard-draft.ts';
import { takeBack } from '../notices/announce.ts';
import { markWithdrawn } from './store.ts';

/** Takes maintenances that have not begun off the page, quietly; feeds and calendars still learn that they are gone. */
export async function withdrawMaintenance({ tx, by }: Pick<Write, 'tx' | 'by'>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const gone = await markWithdrawn(tx, ids);
  await takeBack(tx);
  await discardDraftsOf(
    tx,
    gone.map(({ id }) => id),
  );
  await recordAll(
    tx,
    by,
    gone.map(({ id, name }) => ({
      action: 'incident.deleted',
      subject_type: 'incident',
      subject_id: id,
      changes: { name: { from: name, to: null } },
    })),
  );
}
