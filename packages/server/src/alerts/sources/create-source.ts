import type { AlertSource, NewAlertSource } from '@allswell/protocol';
import { recordAudit } from '../../audit/record.ts';
import { newId } from '../../db/new-id.ts';
import type { Write } from '../../db/write.ts';
import type { Addresses } from './addresses.ts';
import { readSource } from './read-source.ts';
import { requireSource, usualVerification } from './require-source.ts';
import { insertSource } from './store.ts';

/** Gives a sender of alerts an address of its own. */
export async function createSource(
  { tx, by }: Write,
  addresses: Addresses,
  { kind, ...input }: NewAlertSource,
): Promise<AlertSource> {
  requireSource(kind, input);
  const id = newId();
  const fields = {
    name: input.name,
    is_enabled: input.is_enabled ?? true,
    verification: input.verification ?? usualVerification(kind),
    mapping: input.mapping ?? null,
    topic_arns: input.topic_arns ?? [],
  };
  await insertSource(tx, { id, kind, ...fields });
  await recordAudit(tx, by, {
    action: 'alert-source.created',
    subject_type: 'alert_source',
    subject_id: id,
    changes: {
      name: { from: null, to: fields.name },
      kind: { from: null, to: kind },
      verification: { from: null, to: fields.verification },
    },
  });
  return readSource(tx, addresses, id);
}
