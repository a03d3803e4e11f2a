import type { AlertOutcomeWord, AlertSourceKind } from '@allswell/protocol';
import type { AlertCause } from '../../db/write.ts';
import type { RuleRow } from '../rules/store.ts';
import type { CleanAlert } from './clean-alert.ts';
import type { Content } from './compose.ts';
import { isNewEpisode } from './episode.ts';
import type { Scene } from './scene.ts';
import { type AlertRow, findAlerts } from './alert-store.ts';
import { type CaseRow, countWaiting, findCases } from './store.ts';

/** Who delivered. */
export interface Sender {
  id: string;
  kind: AlertSourceKind;
  name: string;
}

/** What is known while the alerts of one delivery are gone through. */
export interface Hearing {
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
export interface Heard {
  alert: CleanAlert;
  became: AlertOutcomeWord;
  rule?: RuleRow | undefined;
  of?: CaseRow | undefined;
}

/** Reads what is known of the alerts of a delivery. */
export async function beginHearing(scene: Scene, sender: Sender, said: readonly CleanAlert[]): Promise<Hearing> {
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

/** Notes what is known of an alert from now on. */
export function remember({ known, changed, scene }: Hearing, alert: CleanAlert, case_id: string | null): void {
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

export function isOpen({ state }: CaseRow): boolean {
  return state !== 'closed';
}

/** One alert of a source. */
export function keyOf({ id }: Sender, key: string): string {
  return `alert:${id}:${key}`;
}

/** Of all that is too much for a source. */
export function keyOfRest({ id }: Sender): string {
  return `rest:${id}`;
}

/** All that a rule gathers. */
export function keyOfRule({ id }: { id: string }): string {
  return `rule:${id}`;
}
