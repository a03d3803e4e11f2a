import { newId } from '../../db/new-id.ts';
import { matchRule } from '../rules/match-rule.ts';
import type { RuleRow } from '../rules/store.ts';
import type { CleanAlert } from './clean-alert.ts';
import { isNewEpisode, isStale } from './episode.ts';
import { type Heard, type Hearing, isOpen, keyOf, keyOfRest, keyOfRule, remember } from './hearing.ts';
import { compose, mayPublish, newCase, publish } from './open-case.ts';
import type { CaseRow } from './store.ts';
import { takeUpAgain } from './take-up-again.ts';

/** More drafts than these of one source help nobody: what comes then is one case, whatever it is. */
export const mostDraftsOfASource = 100;
/** Takes one alert in, and says what becomes of it. */
export async function hearAlert(hearing: Hearing, alert: CleanAlert): Promise<Heard> {
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
