import { type AlertCase, DomainError } from '@allswell/protocol';
import { newIncidentSchema, newUpdateSchema } from '@allswell/protocol/schema';
import { recordAudit } from '../../audit/record.ts';
import { lockPage } from '../../db/page-state.ts';
import { readClock } from '../../db/read-clock.ts';
import type { Write } from '../../db/write.ts';
import { readDraft } from '../../drafts/read-draft.ts';
import { validate } from '../../http/validate.ts';
import { openIncident } from '../../incidents/open-incident.ts';
import { postUpdate } from '../../incidents/post-update.ts';
import { caseNotFound, readCase } from './read-case.ts';
import { type CaseRow, findComponentNames, lockCase, updateCase } from './store.ts';

/** Publishes what waits for a person: the draft of an incident, or the proposal that one is over. */
export async function publishCase(write: Write, id: string): Promise<AlertCase> {
  const { tx, by } = write;
  await lockPage(tx);
  const row = await lockCase(tx, id);
  if (!row) throw caseNotFound(id);
  const draft_id = row.incident_id === null ? row.draft_id : row.proposal_draft_id;
  const isThere = (row.incident_id === null ? row.draft_version : row.proposal_version) !== null;
  if (row.state === 'closed' || draft_id === null || !isThere) throw nothingWaits(id);

  const content = await contentOf(write, draft_id);
  await (row.incident_id === null ? open(write, row, content) : say(write, row.incident_id, content));
  await recordAudit(tx, by, {
    action: 'alert-case.published',
    subject_type: 'alert_case',
    subject_id: id,
    changes: { draft_id },
  });
  return readCase(tx, id);
}

/** What was written, without what has left the page since. */
async function contentOf({ tx }: Write, draft_id: string): Promise<Record<string, unknown>> {
  const { name, status, body, components, impact_override, deliver_notifications } = (await readDraft(tx, draft_id))
    .content;
  const onPage = await findComponentNames(tx);
  const kept = Object.entries(components ?? {}).filter(([id]) => onPage.has(id));
  return {
    name,
    status,
    body,
    components: Object.fromEntries(kept),
    deliver_notifications,
    ...(impact_override !== null && impact_override !== undefined && { impact_override }),
    draft_id,
  };
}

/** As long as nobody has written in it, the words are the machine's, and it may call them over. */
async function open(write: Write, { id, draft_version, recovered_at }: CaseRow, content: object): Promise<void> {
  const incident = await openIncident(write, validate(newIncidentSchema, content));
  const now = await readClock(write.tx);
  await updateCase(write.tx, id, {
    incident_id: incident.id,
    machine_version: draft_version === 1 ? incident.version : null,
    last_said_at: now,
    times_said: 1,
    // What is over already is not taken back the moment it is said.
    ...(recovered_at && { recovered_at: now }),
    next_look_at: now,
  });
}

async function say(write: Write, incident_id: string, content: Record<string, unknown>): Promise<void> {
  const { name: _, impact_override: __, ...said } = content;
  await postUpdate(write, incident_id, validate(newUpdateSchema, said));
}

function nothingWaits(id: string): DomainError {
  return new DomainError(
    'alert-case-closed',
    `Nothing of case ${id} waits to be published: somebody was faster, or it is closed.`,
  );
}
