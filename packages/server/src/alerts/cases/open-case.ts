import { newId } from '../../db/new-id.ts';
import type { RuleRow } from '../rules/store.ts';
import type { CleanAlert } from './clean-alert.ts';
import { composeOpening, type Content } from './compose.ts';
import { type Hearing } from './hearing.ts';
import { publishOpening } from './publish-opening.ts';
import type { Scene } from './scene.ts';
import { type CaseRow, countOpen, updateCase } from './store.ts';

/** More incidents than these one rule does not open at the same time: something is wrong with the rule, or with much. */
export const mostOpenOfARule = 10;
/** Whether a rule may open one more incident. */
export async function mayPublish({ scene, openOfRule }: Hearing, rule: RuleRow): Promise<boolean> {
  const open = openOfRule.get(rule.id) ?? (await countOpen(scene.tx, rule.id));
  openOfRule.set(rule.id, open);
  return open < mostOpenOfARule;
}

/** Says to readers what was written for a case. */
export async function publish(
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

/** Writes what is to be said of an alert. */
export async function compose(
  scene: Scene,
  { alert, rule, isPublished }: { alert: CleanAlert; rule: RuleRow | undefined; isPublished: boolean },
): Promise<Content> {
  const wishes = rule && (await scene.wishes(rule));
  return composeOpening({ alert, page: await scene.page(), wishes }, { isPublished });
}

/** A case as it begins. */
export function newCase(
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
