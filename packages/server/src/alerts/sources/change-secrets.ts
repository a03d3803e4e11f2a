import { DomainError, type MadeAlertSecret, type NewAlertSecret } from '@allswell/protocol';
import { recordAudit } from '../../audit/record.ts';
import { newId } from '../../db/new-id.ts';
import type { Write } from '../../db/write.ts';
import { invalidRequest } from '../../http/validate.ts';
import { readSettings } from '../../settings/read-settings.ts';
import { keepSecret, makeSecret, requireSecret, requireSecretKind } from './keep-secret.ts';
import { sourceNotFound, toSecret } from './read-source.ts';
import { expireOthers, findSecrets, insertSecret, lockSource, removeSecret } from './store.ts';

const mostSecrets = 10;

/** Adds a secret: the sender's own, or a new one. It is told in this answer, and never again. The others run out. */
export async function addSecret(
  { tx, by }: Write,
  { id: sourceId, input, masterKey }: { id: string; input: NewAlertSecret; masterKey: string | undefined },
): Promise<MadeAlertSecret> {
  const source = await lockSource(tx, sourceId);
  if (!source) throw sourceNotFound(sourceId);
  requireSecretKind(source.verification);
  const secret = input.secret ?? makeSecret(source.verification);
  requireSecret(source.verification, secret);
  if ((await findSecrets(tx, [sourceId])).length >= mostSecrets)
    throw invalidRequest([{ pointer: '#/secret', detail: `Remove one first: ${mostSecrets} are good at a time.` }]);

  const row = await insertSecret(tx, { source_id: sourceId, ...keepSecret(newId(), secret, masterKey) });
  await expireOthers(tx, row, input.others_expire_in_minutes);
  await recordAudit(tx, by, {
    action: 'alert-source.secret-added',
    subject_type: 'alert_source',
    subject_id: sourceId,
    changes: { secret_id: row.id, others_expire_in_minutes: input.others_expire_in_minutes },
  });
  return { ...toSecret(row, (await readSettings(tx)).time_zone), secret };
}

/** Ends a secret at once. */
export async function dropSecret({ tx, by }: Write, sourceId: string, id: string): Promise<void> {
  if (!(await lockSource(tx, sourceId))) throw sourceNotFound(sourceId);
  if (!(await removeSecret(tx, sourceId, id)))
    throw new DomainError('not-found', `The source has no secret ${id}. It may have been removed.`);
  await recordAudit(tx, by, {
    action: 'alert-source.secret-removed',
    subject_type: 'alert_source',
    subject_id: sourceId,
    changes: { secret_id: id },
  });
}
