import { recordAudit } from '../../audit/record.ts';
import type { Write } from '../../db/write.ts';
import { requireVersion } from '../../http/version.ts';
import { handOverCases } from '../cases/hand-over-cases.ts';
import type { Addresses } from './addresses.ts';
import { readSource, sourceNotFound } from './read-source.ts';
import { findSource, removeSource } from './store.ts';

/** Deletes a source with its address and what it delivered. What alerts of it became stays. */
export async function deleteSource({ tx, by, ifMatch }: Write, addresses: Addresses, id: string): Promise<void> {
  const source = await findSource(tx, id);
  if (!source) throw sourceNotFound(id);
  await requireVersion(ifMatch, source.version, () => readSource(tx, addresses, id));
  await removeSource(tx, id);
  await handOverCases(tx);
  await recordAudit(tx, by, {
    action: 'alert-source.deleted',
    subject_type: 'alert_source',
    subject_id: id,
    changes: { name: { from: source.name, to: null }, kind: { from: source.kind, to: null } },
  });
}
