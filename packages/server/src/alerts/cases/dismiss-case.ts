import { type AlertCase, DomainError } from '@allswell/protocol';
import { recordAudit } from '../../audit/record.ts';
import { lockPage } from '../../db/page-state.ts';
import { readClock } from '../../db/read-clock.ts';
import type { Write } from '../../db/write.ts';
import { discardDraft } from '../../drafts/discard-draft.ts';
import { caseNotFound, readCase } from './read-case.ts';
import { lockCase, updateCase } from './store.ts';

/**
 * Lets a case be: what the machine wrote is thrown away, an incident that is published is left to people. It stays quiet
 * until its alerts have been over once.
 */
export async function dismissCase({ tx, by, publicUrl }: Write, id: string): Promise<AlertCase> {
  await lockPage(tx);
  const row = await lockCase(tx, id);
  if (!row) throw caseNotFound(id);
  if (row.state === 'closed') throw new DomainError('alert-case-closed', `Case ${id} is closed already.`);
  const { draft_id, draft_version, proposal_draft_id, proposal_version, incident_id } = row;
  const write = { tx, by, publicUrl };
  if (draft_id !== null && draft_version !== null) await discardDraft(write, draft_id);
  if (proposal_draft_id !== null && proposal_version !== null) await discardDraft(write, proposal_draft_id);
  const closed_at = await readClock(tx);
  await updateCase(tx, id, { state: 'closed', ending: 'dismissed', incident_id, closed_at, next_look_at: null });
  await recordAudit(tx, by, {
    action: 'alert-case.dismissed',
    subject_type: 'alert_case',
    subject_id: id,
    changes: { title: { from: row.title, to: null } },
  });
  return readCase(tx, id);
}
