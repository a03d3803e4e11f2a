import { recordAudit } from '../../audit/record.ts';
import type { AlertCause, Write } from '../../db/write.ts';
import { discardDraft } from '../../drafts/discard-draft.ts';
import { beginDraft } from '../../drafts/save-draft.ts';
import { postUpdate } from '../../incidents/post-update.ts';
import type { RuleRow } from '../rules/store.ts';
import { automatic, composeProposal } from './compose.ts';
import { type Ending, nextStep, type Standing, type Step } from './next-step.ts';
import { alertWords } from './own-words.ts';
import { causeOf, type Scene } from './scene.ts';
import { type CaseRow, lockCase, updateCase, writeLooks } from './store.ts';

/** What the machine did about a case. */
export type Done = 'resolved' | 'proposed' | null;

/**
 * Does what is due about cases that are open, and notes when to look at them again. The page is locked, so that nobody
 * speaks in their incidents meanwhile. Answers with what was done about which.
 */
export async function settleCases(scene: Scene, rows: readonly CaseRow[]): Promise<Map<string, Done>> {
  const done = new Map<string, Done>();
  const looks: Parameters<typeof writeLooks>[1][number][] = [];
  for (const row of rows) {
    const rule = scene.rules.find((one) => one.id === row.rule_id) ?? null;
    const step = nextStep(standingOf(row, rule), scene.now);
    // A person may have published its draft: from now on the case knows its incident.
    if (step.do === 'wait') looks.push({ id: row.id, incident_id: row.incident_id, next_look_at: step.until });
    else done.set(row.id, await take(scene, row, { step, rule }));
  }
  await writeLooks(scene.tx, looks);
  return done;
}

async function take(
  scene: Scene,
  row: CaseRow,
  { step, rule }: { step: Exclude<Step, { do: 'wait' }>; rule: RuleRow | null },
): Promise<Done> {
  const { tx } = scene;
  const adopted = { incident_id: row.incident_id };
  if (step.do === 'close') {
    await close(scene, row, step.ending);
    return null;
  }

  const alert = await causeOf(scene, row);
  const write: Write = { tx, by: null, alert, publicUrl: scene.publicUrl };
  switch (step.do) {
    case 'resolve':
      await say(scene, row, { write, status: 'resolved', deliver_notifications: rule?.deliver_notifications ?? true });
      await close(scene, row, 'resolved');
      return 'resolved';
    case 'say again':
      await say(scene, row, {
        write,
        status: 'investigating',
        components: rule ? { ...(await scene.wishes(rule)).template?.components, ...rule.components } : {},
        deliver_notifications: rule?.deliver_notifications ?? true,
      });
      await updateCase(tx, row.id, { next_look_at: null });
      return null;
    case 'propose': {
      const content = composeProposal((await scene.page()).language, {
        deliver_notifications: rule?.deliver_notifications ?? true,
      });
      const draft = await beginDraft(write, { kind: 'update', incident_id: row.incident_id, content });
      await updateCase(tx, row.id, { ...adopted, proposal_draft_id: draft.id, next_look_at: null });
      await note(scene, alert, 'alert-case.proposed', { draft_id: draft.id });
      return 'proposed';
    }
    case 'withdraw':
      await takeBackProposal(write, row);
      await updateCase(tx, row.id, { ...adopted, proposal_draft_id: null, next_look_at: null });
      return null;
    case 'expire':
      // What a person has written in it is theirs.
      if (row.draft_id !== null && row.draft_version === 1) await discardDraft(write, row.draft_id);
      await close(scene, row, 'expired');
      return null;
  }
}

function standingOf(row: CaseRow, rule: Standing['rule']): Standing {
  const { state, recovered_at, last_said_at, times_said, proposal_draft_id } = row;
  return {
    state,
    recovered_at,
    last_said_at,
    times_said,
    rule,
    hasSource: row.source_id !== null,
    hasDraft: row.draft_version !== null,
    proposal: proposal_draft_id === null ? null : { is_there: row.proposal_version !== null },
    incident:
      row.incident_id === null
        ? null
        : {
            status: row.incident_status ?? '',
            is_deleted: row.incident_is_deleted,
            is_machines: row.incident_version === row.machine_version,
          },
  };
}

/** Posts an update of the machine's own, and remembers how it left the incident. */
async function say(
  { tx, now, page }: Scene,
  { id, incident_id, times_said }: CaseRow,
  {
    write,
    status,
    components,
    deliver_notifications,
  }: {
    write: Write;
    status: 'resolved' | 'investigating';
    components?: Parameters<typeof postUpdate>[2]['components'];
    deliver_notifications: boolean;
  },
): Promise<void> {
  const { language } = await page();
  const words = alertWords(language);
  const isAgain = status === 'investigating';
  await postUpdate(write, incident_id ?? '', {
    status,
    body: automatic(isAgain ? words.again : words.resolved, language),
    deliver_notifications,
    ...(isAgain && { reopen: true, components }),
  });
  const machine_version = (await lockCase(tx, id))?.incident_version ?? null;
  await updateCase(tx, id, { machine_version, last_said_at: now, times_said: times_said + 1 });
}

/** Ends a case. A proposal that is of no use any more goes with it, unless a person has written in it. */
async function close(scene: Scene, row: CaseRow, ending: Ending): Promise<void> {
  const alert = await causeOf(scene, row);
  await takeBackProposal({ tx: scene.tx, by: null, alert, publicUrl: scene.publicUrl }, row);
  const { incident_id } = row;
  await updateCase(scene.tx, row.id, {
    incident_id,
    state: 'closed',
    ending,
    closed_at: scene.now,
    next_look_at: null,
  });
  await note(scene, alert, 'alert-case.closed', { ending });
}

async function takeBackProposal(write: Write, { proposal_draft_id, proposal_version }: CaseRow): Promise<void> {
  if (proposal_draft_id !== null && proposal_version === 1) await discardDraft(write, proposal_draft_id);
}

async function note({ tx }: Scene, alert: AlertCause, action: string, more: object): Promise<void> {
  await recordAudit(tx, null, {
    action,
    subject_type: 'alert_case',
    subject_id: alert.case_id,
    changes: { ...more, alert },
  });
}
