import { DomainError, type NewWeights, type Weights } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql, Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import { readClock } from '../db/read-clock.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { requirePast } from '../incidents/past.ts';
import { stamp } from '../time/stamp.ts';
import {
  countWeights,
  findWeights,
  findWeightsById,
  findWeightsFrom,
  findZone,
  insertWeights,
  removeWeightsRow,
  type WeightsRow,
} from './store.ts';

/** All weights, those that hold latest first. */
export async function listWeights(
  sql: Sql,
  range: { limit: number; offset: number },
): Promise<{ weights: Weights[]; total: number }> {
  const zone = await findZone(sql);
  const rows = await findWeights(sql, range);
  return { weights: rows.map((row) => toWeights(row, zone)), total: await countWeights(sql) };
}

/** Lets other weights count from an instant on. What was before it keeps its own. */
export async function addWeights({ tx, by }: Write, input: NewWeights): Promise<Weights> {
  await bumpSeq(tx);
  const now = await readClock(tx);
  const effective_from = input.effective_from ? requirePast(input.effective_from, now, 'effective_from') : now;
  if (await findWeightsFrom(tx, effective_from)) {
    const detail = 'There are weights from this very instant on. Remove them first, or send another one.';
    throw invalidRequest([{ pointer: '#/effective_from', detail }]);
  }
  const { major_outage, partial_outage, degraded_performance } = input;
  const id = newId();
  const weights = { major_outage, partial_outage, degraded_performance, effective_from };
  await insertWeights(tx, { id, ...weights, created_by: by?.email ?? null });
  await recordAudit(tx, by, {
    action: 'uptime.weights.added',
    subject_type: 'uptime_weights',
    subject_id: id,
    changes: Object.fromEntries(Object.entries(weights).map(([field, to]) => [field, { from: null, to }])),
  });
  return readWeights(tx, id);
}

/** Takes weights away: those before them hold on. The first ones stay, as something has to hold. */
export async function removeWeights({ tx, by }: Write, id: string): Promise<void> {
  await bumpSeq(tx);
  const row = await findWeightsById(tx, id);
  if (!row) throw weightsNotFound(id);
  if (row.effective_from === null)
    throw new DomainError('first-weights', 'Add weights that hold from an instant on: the first ones stay.');
  await removeWeightsRow(tx, id);
  const { major_outage, partial_outage, degraded_performance, effective_from } = row;
  const weights = { major_outage, partial_outage, degraded_performance, effective_from };
  await recordAudit(tx, by, {
    action: 'uptime.weights.removed',
    subject_type: 'uptime_weights',
    subject_id: id,
    changes: Object.fromEntries(Object.entries(weights).map(([field, from]) => [field, { from, to: null }])),
  });
}

async function readWeights(tx: Tx, id: string): Promise<Weights> {
  const row = await findWeightsById(tx, id);
  if (!row) throw weightsNotFound(id);
  return toWeights(row, await findZone(tx));
}

function toWeights(row: WeightsRow, zone: string): Weights {
  return {
    ...row,
    effective_from: row.effective_from && stamp(row.effective_from, zone),
    created_at: stamp(row.created_at, zone),
  };
}

function weightsNotFound(id: string): DomainError {
  return new DomainError('weights-not-found', `There are no weights ${id}. Look at GET /api/v1/uptime/weights.`);
}
