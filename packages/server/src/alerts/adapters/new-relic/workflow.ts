import type { InnerAlert } from '@allswell/protocol';
import { innerAlert, titleFrom } from '../read/inner-alert.ts';
import type { Parts, StateWords } from '../read/parts.ts';
import { priorityOf } from './priority.ts';

const states: StateWords = new Map([
  ['created', 'firing'],
  ['activated', 'firing'],
  // Its incidents are over, but it may yet become active again: only CLOSED is the end.
  ['deactivated', 'info'],
  ['closed', 'resolved'],
]);

/** No state says that somebody has acknowledged an issue: it is ACTIVATED once more, for this reason. */
const acknowledging: readonly string[] = ['user_action', 'acknowledged', 'investigating'];

/** Issues that New Relic sends as samples while a destination or a template is tried. */
const samples = ['d1b1f3fd-995a-4066-88ab-8ce4f69606', '0ea2df1c-adab-45d2-aae0-042b609d2322'];

/** An issue as a workflow tells of it, in the default template or in ours. */
export function readIssue(issue: Parts): InnerAlert {
  // The id of an issue is a text, always. By it alone samples are told from what is real.
  if (typeof issue.get('id') === 'number') throw issue.unreadable('id', 'is a number, as no id of an issue is');
  const key = issue.key('id');
  const said = issue.state('state', states);
  const trigger = issue.word('trigger');
  if (trigger === null && said === 'firing') {
    issue.complaints.add('The part trigger is missing: without it an acknowledgement looks like an alert that fires.');
  }
  const state = said === 'firing' && acknowledging.includes(trigger ?? '') ? 'acknowledged' : said;
  const entities = [...issue.texts('impactedEntities'), ...issue.texts('entities')];
  const policies = [...issue.texts('alertPolicyNames'), ...issue.texts('policies')];
  const conditions = [...issue.texts('alertConditionNames'), ...issue.texts('conditions')];
  const updatedAt = issue.time('updatedAt');
  const closedAt = issue.time('closedAt');

  return innerAlert({
    key,
    state,
    title: titleFrom([issue.text('title'), conditions[0] ?? null], 'New Relic', issue.complaints),
    severity: priorityOf(issue.word('priority')),
    url: issue.url('issueUrl') ?? issue.url('url'),
    startedAt: issue.time('createdAt'),
    endedAt: state === 'resolved' ? (closedAt ?? updatedAt) : null,
    labels: [
      ['policy', policies],
      ['condition', conditions],
      ['workflow', issue.text('workflowName')],
      ['source', issue.texts('sources')],
      ['trigger', issue.text('trigger')],
      ['entity_guid', issue.texts('entityGuids')],
    ],
    entities,
    isTest: samples.some((sample) => key.startsWith(sample)),
  });
}
