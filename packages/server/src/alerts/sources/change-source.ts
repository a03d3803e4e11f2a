import type { AlertSource, AlertSourceChange } from '@allswell/protocol';
import { differences, recordAudit } from '../../audit/record.ts';
import type { Write } from '../../db/write.ts';
import { requireVersion } from '../../http/version.ts';
import type { Addresses } from './addresses.ts';
import { readSource, sourceNotFound } from './read-source.ts';
import { requireSource } from './require-source.ts';
import { lockSource, type SourceFields, updateSource } from './store.ts';

/** Changes the named fields of a source; its address stays. */
export async function changeSource(
  { tx, by, ifMatch }: Write,
  addresses: Addresses,
  { id, change }: { id: string; change: AlertSourceChange },
): Promise<AlertSource> {
  const before = await lockSource(tx, id);
  if (!before) throw sourceNotFound(id);
  await requireVersion(ifMatch, before.version, () => readSource(tx, addresses, id));
  requireSource(before.kind, change);
  const changes = differences(before, change);
  if (Object.keys(changes).length > 0) {
    await updateSource(tx, id, change as Partial<SourceFields>);
    await recordAudit(tx, by, {
      action: 'alert-source.changed',
      subject_type: 'alert_source',
      subject_id: id,
      changes,
    });
  }
  return readSource(tx, addresses, id);
}
