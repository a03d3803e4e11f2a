import { DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Write } from '../db/write.ts';
import { importNotFound } from './read-import.ts';
import { lockImport, moveTo, removePages } from './store.ts';

/** Lets what was looked through be brought in. Asked again, while it is or after it was, it changes nothing. */
export async function applyImport({ tx, by }: Pick<Write, 'tx' | 'by'>, id: string): Promise<void> {
  const row = await lockImport(tx, id);
  if (!row) throw importNotFound(id);
  if (row.state === 'applying' || row.state === 'done') return;
  if (row.state !== 'checked') {
    const why = {
      fetching: 'Wait until it is looked through.',
      failed: 'It has failed: begin another one.',
      cancelled: 'It was cancelled: begin another one.',
    }[row.state];
    throw new DomainError('import-not-ready', why);
  }
  await moveTo(tx, id, { state: 'applying' });
  await recordAudit(tx, by, {
    action: 'import.applied',
    subject_type: 'import',
    subject_id: id,
    changes: { origin: { from: null, to: row.origin } },
  });
  await tx`select pg_notify('allswell_imports', ${id})`;
}

/** Stops an import. What it has brought in by then stays, each thing whole. */
export async function cancelImport({ tx, by }: Pick<Write, 'tx' | 'by'>, id: string): Promise<void> {
  const row = await lockImport(tx, id);
  if (!row) throw importNotFound(id);
  if (row.state === 'cancelled') return;
  if (row.state === 'done' || row.state === 'failed') {
    throw new DomainError('import-not-ready', 'It is over: there is nothing left to cancel.');
  }
  await moveTo(tx, id, { state: 'cancelled' });
  await removePages(tx, id);
  await recordAudit(tx, by, {
    action: 'import.cancelled',
    subject_type: 'import',
    subject_id: id,
    changes: { state: { from: row.state, to: 'cancelled' } },
  });
}
