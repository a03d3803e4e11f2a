import { recordAudit } from '../audit/record.ts';
import { writeTold } from '../components/write-told.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { discardDraftsOf } from '../drafts/discard-draft.ts';
import { requireVersion } from '../http/version.ts';
import { takeBack } from '../notices/announce.ts';
import { holds, release } from './hold.ts';
import { incidentNotFound, readIncident } from './read-incident.ts';
import { findAffected, lockIncident, lookAtSeries, markDeleted } from './store.ts';

/** Takes an incident off the page; an open one gives its components back. Feeds and calendars still learn that it is gone. */
export async function deleteIncident({ tx, by, publicUrl, ifMatch }: Write, id: string): Promise<void> {
  await bumpSeq(tx);
  const incident = await lockIncident(tx, id);
  if (!incident) throw incidentNotFound(id);
  await requireVersion(ifMatch, incident.version, () => readIncident(tx, publicUrl, id));
  await markDeleted(tx, id);
  await takeBack(tx);
  await lookAtSeries(tx, incident.series_id);
  await writeTold(tx, [id], []);
  await discardDraftsOf(tx, [id]);
  if (holds(incident)) await release(tx, id, await findAffected(tx, id));
  await recordAudit(tx, by, {
    action: 'incident.deleted',
    subject_type: 'incident',
    subject_id: id,
    changes: { name: { from: incident.name, to: null } },
  });
}
