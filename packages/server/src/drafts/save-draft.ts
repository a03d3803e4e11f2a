import type { Draft, DraftChange, FieldError, NewDraft } from '@allswell/protocol';
import { recordAll, recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import type { AlertCause, Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { requireVersion } from '../http/version.ts';
import { draftNotFound, readDraft } from './read-draft.ts';
import { requireStorable } from './require-storable.ts';
import { holdsIncident, insertDraft, insertDrafts, lockDraft, updateDraft } from './store.ts';

/** Keeps something that is being written. No reader sees it, and nobody is told. */
export async function beginDraft({ tx, by, alert }: Write, input: NewDraft): Promise<Draft> {
  const incident_id = input.incident_id ?? null;
  const errors: FieldError[] = [];
  if (input.kind === 'update' && (incident_id === null || !(await holdsIncident(tx, incident_id)))) {
    errors.push({ pointer: '#/incident_id', detail: 'Send the id of the incident that the update is written for.' });
  }
  if (input.kind !== 'update' && incident_id !== null) {
    errors.push({ pointer: '#/incident_id', detail: 'Remove this field: only updates are written for an incident.' });
  }
  if (errors.length > 0) throw invalidRequest(errors);
  requireStorable(input.content);

  const id = newId();
  const { kind, content } = input;
  await insertDraft(tx, { id, kind, incident_id, content, admin_id: by?.admin_id ?? null });
  await recordAudit(tx, by, {
    action: 'draft.begun',
    subject_type: 'draft',
    subject_id: id,
    changes: { kind: { from: null, to: kind }, ...(incident_id !== null && { incident_id }), ...(alert && { alert }) },
  });
  return readDraft(tx, id);
}

/** Keeps many drafts of incidents at once, which a machine has written. */
export async function beginDrafts(
  tx: Tx,
  drafts: readonly { id: string; content: NewDraft['content']; alert: AlertCause }[],
): Promise<void> {
  await insertDrafts(tx, drafts);
  await recordAll(
    tx,
    null,
    drafts.map(({ id, alert }) => ({
      action: 'draft.begun',
      subject_type: 'draft',
      subject_id: id,
      changes: { kind: { from: null, to: 'incident' }, alert },
    })),
  );
}

/** Keeps a draft as it stands now. It is saved again and again while it is written, so the trail has only its ends. */
export async function saveDraft({ tx, ifMatch }: Write, id: string, { content }: DraftChange): Promise<Draft> {
  const draft = await lockDraft(tx, id);
  if (!draft) throw draftNotFound(id);
  await requireVersion(ifMatch, draft.version, () => readDraft(tx, id));
  requireStorable(content);
  await updateDraft(tx, id, content);
  return readDraft(tx, id);
}
