import { type AlertRule, DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';
import { readSettings } from '../../settings/read-settings.ts';
import { stamp } from '../../time/stamp.ts';
import { countRules, findRule, findRules, type RuleRow } from './store.ts';

/** One rule. */
export async function readRule(sql: Sql | Tx, id: string): Promise<AlertRule> {
  const row = await findRule(sql, id);
  if (!row) throw ruleNotFound(id);
  return toRule(row, (await readSettings(sql)).time_zone);
}

/** Rules in their order: the first that is meant decides. */
export async function listRules(
  sql: Sql,
  page: { limit: number; offset: number },
): Promise<{ rules: AlertRule[]; total: number }> {
  const rows = await findRules(sql, page);
  const { time_zone } = await readSettings(sql);
  return { rules: rows.map((row) => toRule(row, time_zone)), total: await countRules(sql) };
}

export function ruleNotFound(id: string): DomainError {
  return new DomainError('alert-rule-not-found', `There is no rule ${id}. It may have been deleted.`);
}

function toRule(row: RuleRow, zone: string): AlertRule {
  return { ...row, created_at: stamp(row.created_at, zone), updated_at: stamp(row.updated_at, zone) };
}
