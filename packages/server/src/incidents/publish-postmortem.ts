import type { AdminIncident, AdminMaintenance, PostmortemPublication } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { requireVersion } from '../http/version.ts';
import { announce } from '../notices/announce.ts';
import { parse } from '../text/parse.ts';
import { requirePast } from './past.ts';
import { readIncident } from './read-incident.ts';
import {
  changeUpdate,
  findUpdates,
  type IncidentRow,
  insertUpdate,
  keepEdit,
  readClock,
  settleTimes,
  type UpdateRow,
  updateIncident,
} from './store.ts';
import { findPublished, lockForPostmortem, nothingWritten } from './write-postmortem.ts';

/**
 * Publishes the postmortem: it is an update like any other, and the last word on the incident. Publishing again brings
 * the update to what is written now; readers see that it was edited.
 */
export async function publishPostmortem(
  { tx, by, publicUrl, ifMatch }: Write,
  id: string,
  input: PostmortemPublication,
): Promise<AdminIncident | AdminMaintenance> {
  await bumpSeq(tx);
  const incident = await lockForPostmortem(tx, id);
  await requireVersion(ifMatch, incident.version, () => readIncident(tx, publicUrl, id));
  const body = incident.postmortem_body;
  if (body === null) throw nothingWritten();
  const published = await findPublished(tx, incident);
  if (published?.body === body) return readIncident(tx, publicUrl, id);

  const update_id = published
    ? await editPublished(tx, published, { body, edited_by: by?.email ?? null })
    : await insertPublished(tx, incident, { ...input, body });
  await updateIncident(tx, id, { status: 'postmortem' });
  await settleTimes(tx, id);
  await recordAudit(tx, by, {
    action: 'postmortem.published',
    subject_type: 'incident',
    subject_id: id,
    changes: { body: { from: published?.body ?? null, to: body }, update_id },
  });
  return readIncident(tx, publicUrl, id);
}

async function editPublished(
  tx: Tx,
  published: UpdateRow,
  { body, edited_by }: { body: string; edited_by: string | null },
): Promise<string> {
  await keepEdit(tx, published, edited_by);
  await changeUpdate(tx, published.id, { body, body_nodes: parse(body), display_at: published.display_at });
  return published.id;
}

async function insertPublished(
  tx: Tx,
  { id, backfilled }: IncidentRow,
  { body, deliver_notifications = !backfilled, display_at }: PostmortemPublication & { body: string },
): Promise<string> {
  const now = await readClock(tx);
  const at = requirePast(display_at ?? now, now, 'display_at');
  const lastWord = (await findUpdates(tx, [id])).at(0)?.display_at;
  if (display_at && lastWord && at < lastWord) {
    const detail = `Send an instant after the last update (${lastWord.toISOString()}).`;
    throw invalidRequest([{ pointer: '#/display_at', detail }]);
  }
  const update = await insertUpdate(tx, {
    id: newId(),
    incident_id: id,
    status: 'postmortem',
    body,
    body_nodes: parse(body),
    affected_components: [],
    deliver_notifications,
    display_at: at,
  });
  if (deliver_notifications) await announce(tx, { incident_id: id, update_id: update.id });
  return update.id;
}
