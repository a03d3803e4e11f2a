import type { AlertOutcome, InnerAlert } from '@allswell/protocol';
import type { Tx } from '../../db/connect.ts';
import { lockPage } from '../../db/page-state.ts';
import { readClock } from '../../db/read-clock.ts';
import { beginDrafts } from '../../drafts/save-draft.ts';
import { holdSource, writeAlerts } from './alert-store.ts';
import { cleanAlert } from './clean-alert.ts';
import { hearAlert } from './hear-alert.ts';
import { beginHearing, type Heard, type Hearing, type Sender } from './hearing.ts';
import { setScene } from './scene.ts';
import { type Done, settleCases } from './settle-case.ts';
import { insertCases, lockCases, settleStates } from './store.ts';

/**
 * Says of each alert of a delivery what became of it, in the order in which they came. It runs in the transaction of the
 * delivery; who else changes the page, or hears of the same alert, waits until it is over.
 */
export async function takeAlerts(
  tx: Tx,
  sender: Sender,
  alerts: readonly InnerAlert[],
  { publicUrl, now: given }: { publicUrl: string; now?: Date },
): Promise<AlertOutcome[]> {
  await lockPage(tx);
  const now = given ?? (await readClock(tx));
  const said = alerts.map((alert) => cleanAlert(alert, now));
  if (!(await holdSource(tx, sender.id))) return said.map((alert) => outcomeOf({ alert, became: 'ignored' }));

  const hearing = await beginHearing(await setScene(tx, { publicUrl, now }), sender, said);
  const heard: Heard[] = [];
  for (const alert of said) heard.push(await hearAlert(hearing, alert));
  const done = await write(hearing);
  return heard.map((one) => outcomeOf(one, done.get(one.of?.id ?? '')));
}

/** Writes what has been decided; answers with what was done at once about which cases. */
async function write({ scene, sender, known, changed, opened, moved, takenUp }: Hearing): Promise<Map<string, Done>> {
  const { tx, now } = scene;
  await beginDrafts(
    tx,
    opened.flatMap(({ row, content, alert }) => (row.draft_id === null ? [] : [{ id: row.draft_id, content, alert }])),
  );
  await insertCases(
    tx,
    opened.map(({ row }) => row),
  );
  const rows = [...changed].flatMap((key) => known.get(key) ?? []);
  await writeAlerts(tx, sender.id, rows, now);
  const touched = [...moved, ...opened.map(({ row }) => row.id)];
  if (touched.length === 0) return new Map();
  const settled = await settleStates(tx, touched, now);
  return settleCases(scene, await lockCases(tx, [...new Set([...settled, ...takenUp])]));
}

function outcomeOf({ alert: { key, state, title }, became, rule, of }: Heard, done: Done = null): AlertOutcome {
  return {
    key,
    state,
    title,
    became: became === 'recovered' && done ? done : became,
    rule_id: rule?.id ?? of?.rule_id ?? null,
    case_id: of?.id ?? null,
    draft_id: of?.incident_id ? null : (of?.draft_id ?? null),
    incident_id: of?.incident_id ?? null,
  };
}
