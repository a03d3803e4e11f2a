import type { Draft } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { requireVersion } from '../http/version.ts';
import { draftNotFound, readDraft } from './read-draft.ts';
import { lockDraft, removeDraft, removeDraftsOf } from './store.ts';

/** Throws a draft away. */
export async function discardDraft({ tx, by, alert, ifMatch }: Write, id: string): Promise<void> {
  const draft = await lockDraft(tx, id);
  if (!draft) throw draftNotFound(id);
  await requireVersion(ifMatch, draft.version, () => readDraft(tx, id));
  await removeDraft(tx, id);
  await recordAudit(tx, by, {
    action: 'draft.discarded',
    subject_type: 'draft',
    subject_id: id,
    changes: { kind: { from: draft.kind, to: null }, ...(alert && { alert }) },
  });
}

/**
 * Removes the draft of what is being published, in the same transaction. One that is not there any more was published by
 * somebody else: the same news shall not go out twice.
 */
export async function takeDraft(
  tx: Tx,
  id: string | undefined,
  { kind, incident_id = null }: { kind: Draft['kind']; incident_id?: string | null },
): Promise<void> {
  if (id === undefined) return;
  const draft = await lockDraft(tx, id);
  if (!draft) throw draftNotFound(id);
  if (draft.kind !== kind || draft.incident_id !== incident_id) {
    throw invalidRequest([
      { pointer: '#/draft_id', detail: 'Send the id of a draft of this kind, for this incident.' },
    ]);
  }
  await removeDraft(tx, id);
}

/** Removes what was being written for incidents that are no more. */
export async function discardDraftsOf(tx: Tx, incidentIds: readonly string[]): Promise<void> {
  await removeDraftsOf(tx, incidentIds);
}
