import type { AlertOutcome, AlertOutcomeWord, AlertSourceKind, InnerAlert } from '@allswell/protocol';
import type { Tx } from '../../db/connect.ts';
import { newId } from '../../db/new-id.ts';
import { lockPage } from '../../db/page-state.ts';
import { readClock } from '../../db/read-clock.ts';
import type { AlertCause } from '../../db/write.ts';
import { beginDrafts } from '../../drafts/save-draft.ts';
import { matchRule } from '../rules/match-rule.ts';
import type { RuleRow } from '../rules/store.ts';
import { type CleanAlert, cleanAlert } from './clean-alert.ts';
import { composeOpening, type Content } from './compose.ts';
import { isNewEpisode, isStale } from './episode.ts';
import { publishOpening } from './publish-opening.ts';
import { type Scene, setScene } from './scene.ts';
import { type Done, settleCases } from './settle-case.ts';
import {
  type AlertRow,
  type CaseRow,
  countOpen,
  countWaiting,
  findAlerts,
  findCases,
  findLast,
  holdSource,
  insertCases,
  lockCases,
  settleStates,
  updateCase,
  writeAlerts,
} from './store.ts';

/** Who delivered. */
export interface Sender {
  id: string;
  kind: AlertSourceKind;
  name: string;
}

/** More incidents than these one rule does not open at the same time: something is wrong with the rule, or with much. */
export const mostOpenOfARule = 10;
/** More drafts than these of one source help nobody: what comes then is one case, whatever it is. */
export const mostDraftsOfASource = 100;
/** What the machine has called over goes on in the same incident when it fires again within this time. */
export const sameIncidentMs = 30 * 60_000;

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
  for (const alert of said) heard.push(await hear(hearing, alert));
  const done = await write(hearing);
  return heard.map((one) => outcomeOf(one, done.get(one.of?.id ?? '')));
}

/** What is known while the alerts of one delivery are gone through. */
interface Hearing {
  scene: Scene;
  sender: Sender;
  known: Map<string, AlertRow>;
  /** Alerts of which something else is known now. */
  changed: Set<string>;
  byId: Map<string, CaseRow>;
  openByKey: Map<string, CaseRow>;
  opened: { row: CaseRow; content: Content; alert: AlertCause }[];
  /** Open cases that something happened to. */
  moved: Set<string>;
  /** Those among them that were closed. */
  takenUp: Set<string>;
  openOfRule: Map<string, number>;
  /** How many drafts of the source wait while their alerts fire. */
  waiting: number;
}

/** What became of one alert. */
interface Heard {
  alert: CleanAlert;
  became: AlertOutcomeWord;
  rule?: RuleRow | undefined;
  of?: CaseRow | undefined;
}

async function beginHearing(scene: Scene, sender: Sender, said: readonly CleanAlert[]): Promise<Hearing> {
  const keys = [...new Set(said.map((alert) => alert.key))];
  const known = await findAlerts(scene.tx, sender.id, keys);
  const cases = await findCases(scene.tx, {
    ids: known.flatMap(({ case_id }) => case_id ?? []),
    keys: [...keys.map((key) => keyOf(sender, key)), ...scene.rules.map(keyOfRule), keyOfRest(sender)],
  });
  return {
    scene,
    sender,
    known: new Map(known.map((row) => [row.key, row])),
    changed: new Set(),
    byId: new Map(cases.map((row) => [row.id, row])),
    openByKey: new Map(cases.filter(isOpen).map((row) => [row.key, row])),
    opened: [],
    moved: new Set(),
    takenUp: new Set(),
    openOfRule: new Map(),
    waiting: await countWaiting(scene.tx, sender.id),
  };
}

/** Takes one alert in. */
async function hear(hearing: Hearing, alert: CleanAlert): Promise<Heard> {
  if (alert.is_test) return { alert, became: 'test' };
  if (alert.state === 'info') return { alert, became: 'unchanged' };
  const known = hearing.known.get(alert.key);
  const own = known?.case_id ? hearing.byId.get(known.case_id) : undefined;
  if (isStale(known, alert)) return { alert, became: 'stale', of: own };
  if (alert.state === 'resolved') return hearEnd(hearing, alert, own);

  const rule = matchRule(hearing.scene.rules, alert, hearing.sender.id);
  const key = rule?.groups_alerts ? keyOfRule(rule) : keyOf(hearing.sender, alert.key);
  const open = own && isOpen(own) ? own : rule?.action === 'ignore' ? undefined : hearing.openByKey.get(key);
  if (open) return hearAgain(hearing, { alert, rule, open });
  if (rule?.action === 'ignore') return { alert, became: 'ignored', rule };
  return hearFirst(hearing, { alert, rule, key, last: own });
}

/** It is over, as far as the sender knows. */
function hearEnd(hearing: Hearing, alert: CleanAlert, own: CaseRow | undefined): Heard {
  const before = hearing.known.get(alert.key);
  remember(hearing, alert, own?.id ?? null);
  if (!before || before.state === 'resolved' || !own || !isOpen(own)) return { alert, became: 'unchanged', of: own };
  hearing.moved.add(own.id);
  return { alert, became: 'recovered', of: own };
}

/** There is a case for it already: never a second one. */
async function hearAgain(
  hearing: Hearing,
  { alert, rule, open }: { alert: CleanAlert; rule: RuleRow | undefined; open: CaseRow },
): Promise<Heard> {
  const before = hearing.known.get(alert.key);
  const isNews = !before || before.case_id !== open.id || before.state === 'resolved';
  const isAcknowledged = alert.state === 'acknowledged' && before?.state === 'firing';
  remember(hearing, alert, open.id);
  hearing.moved.add(open.id);

  // It got worse, say, and another rule decides now: that one may publish what waits, as long as nobody has written in it.
  const isWaiting = open.incident_id === null && open.draft_version === 1 && open.rule_id !== rule?.id;
  if (isWaiting && rule?.action === 'publish' && (await mayPublish(hearing, rule))) {
    await publish(hearing, open, { alert, rule });
    return { alert, became: 'published', rule, of: open };
  }
  return { alert, became: isNews ? 'joined' : isAcknowledged ? 'acknowledged' : 'unchanged', rule, of: open };
}

/** Nothing is open for it. */
async function hearFirst(
  hearing: Hearing,
  { alert, rule, key, last }: { alert: CleanAlert; rule: RuleRow | undefined; key: string; last: CaseRow | undefined },
): Promise<Heard> {
  const isStill = !isNewEpisode(hearing.known.get(alert.key), alert);
  if (isStill && last?.ending === 'dismissed') {
    remember(hearing, alert, last.id);
    return { alert, became: 'unchanged', rule, of: last };
  }
  // A person has called it over while it still fires: the machine does not contradict in public, it asks.
  const isContradicting = isStill && last?.ending === 'resolved_by_person';
  const wantsToPublish = rule?.action === 'publish' && !isContradicting;
  const before = await takeUpAgain(hearing, key, wantsToPublish);
  if (before) {
    remember(hearing, alert, before.id);
    return { alert, became: 'joined', rule, of: before };
  }

  const { scene, sender, openByKey, byId } = hearing;
  const isPublished = wantsToPublish && (await mayPublish(hearing, rule));
  const isTooMuch = !isPublished && hearing.waiting >= mostDraftsOfASource;
  const rest = isTooMuch ? openByKey.get(keyOfRest(sender)) : undefined;
  if (rest) return hearAgain(hearing, { alert, rule: undefined, open: rest });

  const row = newCase(hearing, { alert, rule, key: isTooMuch ? keyOfRest(sender) : key });
  byId.set(row.id, row);
  openByKey.set(row.key, row);
  remember(hearing, alert, row.id);
  if (!isPublished) hearing.waiting += 1;
  const content = await compose(scene, { alert, rule, isPublished });
  hearing.opened.push({ row, content, alert: { source: sender.name, key: alert.key, case_id: row.id } });
  if (isPublished) await publish(hearing, row, { alert, rule, content });
  else Object.assign(row, { draft_id: newId(), draft_version: 1 });
  return { alert, became: isPublished ? 'published' : 'drafted', rule, of: row };
}

/**
 * Opens the last case of a key again where its incident goes on: it is open, or the machine has called it over not long ago
 * and nobody has touched it since. A second incident would tell the same story twice.
 */
async function takeUpAgain(
  { scene, byId, openByKey, moved, takenUp }: Hearing,
  key: string,
  maySpeak: boolean,
): Promise<CaseRow | undefined> {
  const { tx, now } = scene;
  const row = await findLast(tx, key);
  if (!row?.closed_at || row.incident_id === null || row.incident_is_deleted) return undefined;
  const isOver = row.incident_status === 'resolved' || row.incident_status === 'postmortem';
  const isMachines = row.ending === 'resolved' && row.incident_version === row.machine_version;
  const isRecent = row.closed_at.getTime() > now.getTime() - sameIncidentMs;
  if (isOver && !(isMachines && isRecent && maySpeak)) return undefined;
  const again = {
    state: 'firing',
    ending: null,
    closed_at: null,
    recovered_at: null,
    proposal_draft_id: null,
  } as const;
  await updateCase(tx, row.id, again);
  Object.assign(row, again);
  byId.set(row.id, row);
  openByKey.set(key, row);
  moved.add(row.id);
  takenUp.add(row.id);
  return row;
}

async function mayPublish({ scene, openOfRule }: Hearing, rule: RuleRow): Promise<boolean> {
  const open = openOfRule.get(rule.id) ?? (await countOpen(scene.tx, rule.id));
  openOfRule.set(rule.id, open);
  return open < mostOpenOfARule;
}

/** Says to readers what was written for a case. */
async function publish(
  { scene, sender, openOfRule, opened }: Hearing,
  row: CaseRow,
  { alert, rule, content }: { alert: CleanAlert; rule: RuleRow; content?: Content },
): Promise<void> {
  const { tx, publicUrl, now } = scene;
  const cause = { source: sender.name, key: alert.key, case_id: row.id };
  const said = content ?? (await compose(scene, { alert, rule, isPublished: true }));
  const own = opened.find((one) => one.row.id === row.id);
  // A draft of this very delivery is not written yet.
  const draftId = own ? undefined : (row.draft_id ?? undefined);
  const incident = await publishOpening({ tx, by: null, alert: cause, publicUrl }, said, draftId);
  const public_ = {
    incident_id: incident.id,
    machine_version: incident.version,
    last_said_at: now,
    times_said: 1,
    rule_id: rule.id,
  };
  Object.assign(row, public_, {
    incident_version: incident.version,
    incident_status: incident.status,
    draft_version: null,
  });
  if (own) row.draft_id = null;
  else await updateCase(tx, row.id, public_);
  openOfRule.set(rule.id, (openOfRule.get(rule.id) ?? 0) + 1);
}

async function compose(
  scene: Scene,
  { alert, rule, isPublished }: { alert: CleanAlert; rule: RuleRow | undefined; isPublished: boolean },
): Promise<Content> {
  const wishes = rule && (await scene.wishes(rule));
  return composeOpening({ alert, page: await scene.page(), wishes }, { isPublished });
}

/** Notes what is known of an alert from now on. */
function remember({ known, changed, scene }: Hearing, alert: CleanAlert, case_id: string | null): void {
  const { key, state, severity, title, url, labels, entities, started_at, ended_at } = alert;
  const before = known.get(key);
  const isOver = state === 'resolved';
  const isNew = !isOver && isNewEpisode(before, alert);
  known.set(key, {
    key,
    case_id,
    state,
    title,
    severity: severity ?? before?.severity ?? null,
    url: url ?? before?.url ?? null,
    labels: Object.keys(labels).length > 0 ? labels : (before?.labels ?? {}),
    entities: entities.length > 0 ? entities : (before?.entities ?? []),
    started_at: isNew ? started_at : (before?.started_at ?? started_at),
    // A clock that is ahead of ours would make what comes next look old.
    ended_at: isOver && ended_at ? new Date(Math.min(ended_at.getTime(), scene.now.getTime())) : null,
    times_fired: (before?.times_fired ?? 0) + (isNew ? 1 : 0),
  });
  changed.add(key);
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

function newCase(
  { scene, sender }: Hearing,
  { alert, rule, key }: { alert: CleanAlert; rule: RuleRow | undefined; key: string },
): CaseRow {
  return {
    id: newId(),
    source_id: sender.id,
    rule_id: rule?.id ?? null,
    key,
    title: alert.title,
    state: 'firing',
    draft_id: null,
    draft_version: null,
    incident_id: null,
    incident_version: null,
    incident_status: null,
    incident_is_deleted: false,
    machine_version: null,
    proposal_draft_id: null,
    proposal_version: null,
    last_said_at: null,
    times_said: 0,
    next_look_at: null,
    opened_at: scene.now,
    recovered_at: null,
    closed_at: null,
    ending: null,
  };
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

function isOpen({ state }: CaseRow): boolean {
  return state !== 'closed';
}

function keyOf({ id }: Sender, key: string): string {
  return `alert:${id}:${key}`;
}

/** Of all that is too much for a source. */
function keyOfRest({ id }: Sender): string {
  return `rest:${id}`;
}

function keyOfRule({ id }: { id: string }): string {
  return `rule:${id}`;
}
