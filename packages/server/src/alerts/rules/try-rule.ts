import { DomainError, type RuleTrial, type RuleTrialResult } from '@allswell/protocol';
import type { Sql } from '../../db/connect.ts';
import { invalidRequest } from '../../http/validate.ts';
import { readSettings } from '../../settings/read-settings.ts';
import { stampIn } from '../../time/stamp.ts';
import { zoneOf } from '../../time/zone.ts';
import { UnreadableDelivery } from '../adapters/adapter.ts';
import { cleanAlert } from '../cases/clean-alert.ts';
import { readAlerts } from '../deliveries/read-alerts.ts';
import { matchRule, type Matching } from './match-rule.ts';
import { ruleNotFound } from './read-rule.ts';
import { complaintsAbout } from './require-rule.ts';
import { placed, usualRule } from './save-rule.ts';
import { type DeliveryRow, findDelivered, findRules } from './store.ts';

const deliveriesAtOnce = 25;
/** What one trial looks at, at most: enough to see what a rule does, little enough for one answer. */
const most = { alerts: 1_000, bytes: 16 * 1024 * 1024, shown: 200 };
const trialId = 'this rule';

type Rule = Matching & { id: string; action: RuleTrialResult['alerts'][number]['action'] };

/** What a rule, at its place among the others, would have made of the alerts of the last days. Nothing is changed. */
export async function tryRule(sql: Sql, { rule, rule_id, days }: RuleTrial): Promise<RuleTrialResult> {
  const errors = await complaintsAbout(sql, rule, ['rule']);
  if (errors.length > 0) throw invalidRequest(errors);
  const rules = await rulesWith(sql, rule, rule_id);
  const zone = zoneOf((await readSettings(sql)).time_zone);
  const result: RuleTrialResult = { looked_at: 0, matched: 0, alerts: [] };
  for await (const delivery of delivered(sql, days)) {
    for (const alert of await alertsOf(delivery)) {
      if (alert.is_test || alert.state === 'info') continue;
      result.looked_at += 1;
      const decides = matchRule(rules, cleanAlert(alert, delivery.received_at), delivery.source_id);
      const matches = decides?.id === trialId;
      if (matches) result.matched += 1;
      if (result.alerts.length < most.shown)
        result.alerts.push({
          delivery_id: delivery.id,
          received_at: stampIn(delivery.received_at, zone),
          source_id: delivery.source_id,
          alert,
          matches,
          decided_by: matches ? rule_id : (decides?.id ?? null),
          action: decides?.action ?? 'draft',
        });
      if (result.looked_at >= most.alerts) return result;
    }
  }
  return result;
}

/** The rules in their order, with the one that is tried in the place of its former self, or where it would go. */
async function rulesWith(sql: Sql, rule: RuleTrial['rule'], rule_id: string | null): Promise<Rule[]> {
  const rules = await findRules(sql);
  if (rule_id !== null && !rules.some((one) => one.id === rule_id)) throw ruleNotFound(rule_id);
  const tried: Rule = {
    id: trialId,
    is_enabled: rule.is_enabled ?? usualRule.is_enabled,
    source_id: rule.source_id ?? null,
    conditions: rule.conditions ?? [],
    action: rule.action ?? usualRule.action,
  };
  const replaced: Rule[] = rules.map((one) => (one.id === rule_id ? tried : one));
  const all = rule_id === null ? [...replaced, tried] : replaced;
  if (rule.position === undefined) return all;
  const byId = new Map(all.map((one) => [one.id, one]));
  return placed([...byId.keys()], trialId, rule.position).flatMap((id) => byId.get(id) ?? []);
}

/** Deliveries, newest first, as many as there is time for. */
async function* delivered(sql: Sql, days: number): AsyncGenerator<DeliveryRow> {
  let bytes = 0;
  for (let before: string | null = null; bytes < most.bytes; ) {
    const rows: DeliveryRow[] = await findDelivered(sql, { days, before, limit: deliveriesAtOnce });
    for (const row of rows) {
      bytes += row.body.length;
      yield row;
    }
    before = rows.at(-1)?.id ?? null;
    if (rows.length < deliveriesAtOnce) return;
  }
}

/** What can be read no more, say because a mapping was changed, says nothing of rules. */
async function alertsOf(delivery: DeliveryRow) {
  try {
    return (await readAlerts(delivery)).alerts;
  } catch (error) {
    if (error instanceof UnreadableDelivery || error instanceof DomainError) return [];
    throw error;
  }
}
