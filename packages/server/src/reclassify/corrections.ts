import { type Correction, DomainError, type FieldError, type NewCorrection } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql, Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import { readClock } from '../db/read-clock.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { requirePast } from '../incidents/past.ts';
import { stamp } from '../time/stamp.ts';
import { readUptimeRows } from '../wire/uptime-rows.ts';
import {
  type CorrectionRow,
  countCorrections,
  findCorrection,
  findCorrections,
  findZone,
  insertCorrection,
  isOnPage,
  markRevoked,
} from './store.ts';

/** Corrections of one component or of all, the newest first, also those that were taken back. */
export async function listCorrections(
  sql: Sql,
  asked: { component_id: string | undefined; limit: number; offset: number },
): Promise<{ corrections: Correction[]; total: number }> {
  const zone = await findZone(sql);
  const rows = await findCorrections(sql, asked);
  return {
    corrections: rows.map((row) => toCorrection(row, zone)),
    total: await countCorrections(sql, asked.component_id),
  };
}

/** Lets a time of a component count as another status than the one that was published. Readers see both, and the reason. */
export async function makeCorrection({ tx, by }: Write, input: NewCorrection): Promise<Correction> {
  await bumpSeq(tx);
  const { component_id, starts_at, counts_as, reason } = input;
  if (!(await isOnPage(tx, component_id)))
    throw invalidRequest([{ pointer: '#/component_id', detail: 'There is no such component on the page.' }]);
  const ends_at = requirePast(input.ends_at, await readClock(tx), 'ends_at');
  const zone = await findZone(tx);
  const errors = await refuseTime(tx, { component_id, starts_at, ends_at }, zone);
  if (errors.length > 0) throw invalidRequest(errors);

  const id = newId();
  const correction = { component_id, starts_at, ends_at, counts_as, reason };
  await insertCorrection(tx, { id, ...correction, created_by: by?.email ?? null });
  await recordAudit(tx, by, {
    action: 'uptime.correction.made',
    subject_type: 'uptime_correction',
    subject_id: id,
    changes: Object.fromEntries(Object.entries(correction).map(([field, to]) => [field, { from: null, to }])),
  });
  return toCorrection(await requireCorrection(tx, id), zone);
}

/** Takes a correction back: the time counts again as what was published. It stays on record. */
export async function revokeCorrection({ tx, by }: Write, id: string): Promise<void> {
  await bumpSeq(tx);
  const row = await requireCorrection(tx, id);
  if (row.revoked_at !== null)
    throw new DomainError('correction-revoked', 'Nothing is left to do: it counts no more already.');
  await markRevoked(tx, id, by?.email ?? null);
  const { component_id, starts_at, ends_at, counts_as, reason } = row;
  const correction = { component_id, starts_at, ends_at, counts_as, reason };
  await recordAudit(tx, by, {
    action: 'uptime.correction.revoked',
    subject_type: 'uptime_correction',
    subject_id: id,
    changes: Object.fromEntries(Object.entries(correction).map(([field, from]) => [field, { from, to: null }])),
  });
}

type Time = Pick<CorrectionRow, 'component_id' | 'starts_at' | 'ends_at'>;

/** There is nothing to correct before the component began, and nothing in no time. */
async function refuseTime(tx: Tx, { component_id, starts_at, ends_at }: Time, timeZone: string): Promise<FieldError[]> {
  if (ends_at <= starts_at) return [{ pointer: '#/ends_at', detail: 'Send an end that is after the start.' }];
  const window = { from: starts_at, until: ends_at, timeZone, ids: [component_id] };
  const since = (await readUptimeRows(tx, window)).components[0]?.since ?? -Infinity;
  if (starts_at.getTime() >= since) return [];
  const detail = `Send a start that is not before the component begins (${stamp(new Date(since), timeZone)}).`;
  return [{ pointer: '#/starts_at', detail }];
}

async function requireCorrection(tx: Tx, id: string): Promise<CorrectionRow> {
  const row = await findCorrection(tx, id);
  if (row) return row;
  const advice = 'Look at GET /api/v1/uptime/corrections.';
  throw new DomainError('correction-not-found', `There is no correction ${id}. ${advice}`);
}

function toCorrection(row: CorrectionRow, zone: string): Correction {
  return {
    ...row,
    starts_at: stamp(row.starts_at, zone),
    ends_at: stamp(row.ends_at, zone),
    created_at: stamp(row.created_at, zone),
    revoked_at: row.revoked_at && stamp(row.revoked_at, zone),
  };
}
