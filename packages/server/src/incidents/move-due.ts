import { recordAll } from '../audit/record.ts';
import { recordMoves } from '../components/record-moves.ts';
import type { Sql, Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq, lockPage } from '../db/page-state.ts';
import { announceAll } from '../notices/announce.ts';
import { readSettings } from '../settings/read-settings.ts';
import { parse } from '../text/parse.ts';
import { findAffectedBy, findHolds, insertUpdates, lockDue, writeGrips, writeTransitions } from './due-store.ts';
import { ownWords } from './own-words.ts';
import { reckonDue, type Transition } from './reckon-due.ts';
import { findComponentsNow, readClock } from './store.ts';
import { tellStories } from './tell-stories.ts';
import { resumeHolds } from './told-store.ts';

/** How many maintenances one transaction moves at most. */
const mostAtOnce = 100;

/**
 * Starts and ends the maintenances whose time has come, each once however many processes do this. Answers with how many
 * there were. What is too much for one transaction, on a machine that is busy, is tried again in smaller parts.
 */
export async function moveDue(sql: Sql): Promise<number> {
  for (let moved = 0, limit = mostAtOnce; ; ) {
    try {
      const count = await sql.begin((tx) => moveSome(tx, limit));
      moved += count;
      if (count < limit) return moved;
    } catch (error) {
      if (limit === 1) throw error;
      limit = Math.ceil(limit / 5);
    }
  }
}

/** One transaction: all that belongs to these transitions happens, or nothing of it. */
async function moveSome(tx: Tx, limit: number): Promise<number> {
  // Whoever else changes the page waits meanwhile, another clock too; it will then find nothing to do.
  await lockPage(tx);
  const now = await readClock(tx);
  const [next, maintenances] = oneMore(await lockDue(tx, { now, limit: limit + 1 }), limit);
  if (maintenances.length === 0) return 0;

  await bumpSeq(tx);
  const affected = await findAffectedBy(
    tx,
    maintenances.map(({ id }) => id),
  );
  const componentIds = [...new Set(affected.map((row) => row.component_id))];
  const { transitions, grips, moves, resumed } = reckonDue({
    now,
    horizon: next ? dueAt(next) : now,
    maintenances,
    affected,
    components: await findComponentsNow(tx, componentIds),
    holds: await findHolds(tx, componentIds),
  });
  await writeGrips(tx, grips);
  await recordMoves(tx, moves);
  await writeTransitions(tx, transitions);
  await tell(tx, transitions);
  await tellStories(
    tx,
    maintenances.map(({ id }) => id),
  );
  await resumeHolds(tx, resumed);
  return maintenances.length;
}

/** Says what has happened: to readers, to subscribers, and in the trail. */
async function tell(tx: Tx, transitions: readonly Transition[]): Promise<void> {
  const words = ownWords((await readSettings(tx)).default_language);
  const bodies = { in_progress: words.started, completed: words.completed };
  const nodes = { in_progress: parse(bodies.in_progress), completed: parse(bodies.completed) };
  const updates = transitions.map(({ incident_id, to, at, affected_components, says, deliver_notifications }) => ({
    id: newId(),
    incident_id,
    status: to,
    body: bodies[to],
    body_nodes: nodes[to],
    affected_components,
    says,
    deliver_notifications,
    display_at: at,
  }));
  await insertUpdates(tx, updates);
  await announceAll(
    tx,
    updates
      .filter((update) => update.deliver_notifications)
      .map(({ incident_id, id }) => ({ incident_id, update_id: id })),
  );
  await recordAll(
    tx,
    null,
    transitions.map(({ incident_id, from, to, at }, index) => ({
      action: to === 'in_progress' ? 'maintenance.started' : 'maintenance.completed',
      subject_type: 'incident',
      subject_id: incident_id,
      changes: { status: { from, to }, at, update_id: updates[index]?.id },
    })),
  );
}

function oneMore<T>(rows: readonly T[], limit: number): [next: T | undefined, rows: readonly T[]] {
  return [rows[limit], rows.slice(0, limit)];
}

function dueAt({
  status,
  scheduled_for,
  scheduled_until,
}: {
  status: string;
  scheduled_for: Date;
  scheduled_until: Date;
}) {
  return status === 'scheduled' ? scheduled_for : scheduled_until;
}
