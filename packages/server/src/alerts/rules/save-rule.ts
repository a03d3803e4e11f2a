import type { AlertRule, AlertRuleChange, NewAlertRule } from '@allswell/protocol';
import { differences, recordAudit } from '../../audit/record.ts';
import type { Tx } from '../../db/connect.ts';
import { newId } from '../../db/new-id.ts';
import type { Write } from '../../db/write.ts';
import { requireVersion } from '../../http/version.ts';
import { readRule, ruleNotFound } from './read-rule.ts';
import { requireRule } from './require-rule.ts';
import { insertRule, lockOrder, lockRule, removeRule, updateRule, writeOrder } from './store.ts';

/** What a rule is where nothing else is said: a person publishes, five minutes of quiet are needed to call it over. */
export const usualRule = {
  is_enabled: true,
  source_id: null,
  conditions: [] as AlertRule['conditions'],
  action: 'draft',
  groups_alerts: false,
  components: {},
  impact_override: null,
  template_id: null,
  incident_name: null,
  body: null,
  deliver_notifications: true,
  hold_seconds: 300,
  resolves: true,
} as const satisfies Partial<AlertRule>;

/** Adds a rule, by default as the last one. */
export async function createRule({ tx, by }: Write, input: NewAlertRule): Promise<AlertRule> {
  const order = await lockOrder(tx);
  await requireRule(tx, input);
  const id = newId();
  const { position, ...said } = input;
  await insertRule(tx, { ...usualRule, ...withoutHoles(said), name: input.name, id });
  await place(tx, [...order, id], id, position);
  await recordAudit(tx, by, {
    action: 'alert-rule.created',
    subject_type: 'alert_rule',
    subject_id: id,
    changes: { name: { from: null, to: input.name }, action: { from: null, to: said.action ?? usualRule.action } },
  });
  return readRule(tx, id);
}

/** Changes the named fields of a rule; what it has decided already stays. */
export async function changeRule({ tx, by, ifMatch }: Write, id: string, change: AlertRuleChange): Promise<AlertRule> {
  const order = change.position === undefined ? [] : await lockOrder(tx);
  const before = await lockRule(tx, id);
  if (!before) throw ruleNotFound(id);
  await requireVersion(ifMatch, before.version, () => readRule(tx, id));
  await requireRule(tx, change);
  const changes = differences(before, change);
  if (Object.keys(changes).length === 0) return readRule(tx, id);

  const { position, ...said } = change;
  await updateRule(tx, id, withoutHoles(said));
  if (position !== undefined) await place(tx, order, id, position);
  await recordAudit(tx, by, { action: 'alert-rule.changed', subject_type: 'alert_rule', subject_id: id, changes });
  return readRule(tx, id);
}

/** Deletes a rule. What it opened stays, and a person ends it. */
export async function deleteRule({ tx, by, ifMatch }: Write, id: string): Promise<void> {
  const order = await lockOrder(tx);
  const rule = await lockRule(tx, id);
  if (!rule) throw ruleNotFound(id);
  await requireVersion(ifMatch, rule.version, () => readRule(tx, id));
  await removeRule(tx, id);
  await writeOrder(
    tx,
    order.filter((one) => one !== id),
  );
  await recordAudit(tx, by, {
    action: 'alert-rule.deleted',
    subject_type: 'alert_rule',
    subject_id: id,
    changes: { name: { from: rule.name, to: null } },
  });
}

/** Puts a rule at a position, counted from 1, and shifts the others; without one it stays where it is. */
async function place(tx: Tx, order: readonly string[], id: string, position: number | undefined): Promise<void> {
  await writeOrder(tx, position === undefined ? order : placed(order, id, position));
}

/** An order with one of it at another position. */
export function placed(order: readonly string[], id: string, position: number): string[] {
  const others = order.filter((one) => one !== id);
  others.splice(Math.max(0, position - 1), 0, id);
  return others;
}

function withoutHoles<T extends object>(fields: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]-?: Exclude<T[K], undefined>;
  };
}
