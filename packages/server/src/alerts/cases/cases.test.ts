import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminIncident, AlertCase, AlertOutcome, AuditEntry, Draft } from '@allswell/protocol';
import { alertCaseSchema, draftSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { connect, type Sql } from '../../db/connect.ts';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';
import { forgetCases } from './forget-cases.ts';
import { mostDraftsOfASource } from './hear-alert.ts';
import { mostOpenOfARule } from './open-case.ts';
import { takeAlerts } from './take-alerts.ts';
import { tendCases } from './tend-cases.ts';
import { makeAlert, publicUrl, setStage, type Stage, told } from './testing/stage.ts';

let t: TestApp;
let maya: TestAdmin;
let stage: Stage;
let api: AdminComponent;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`truncate alert_cases, alerts, alert_rules, alert_sources, drafts, incidents, components, templates cascade`;
  await t.sql`update settings set default_language = 'en'`;
  stage = await setStage(t.sql);
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
});

const publishing = (more = {}) => stage.rule({ action: 'publish', components: { [api.id]: 'major_outage' }, ...more });
const became = (outcomes: AlertOutcome[]) => outcomes.map((outcome) => outcome.became);
const fires = (more = {}) => stage.hear({ state: 'firing', ...more }).then(became);
const ends = (more = {}) => stage.hear({ state: 'resolved', ...more }).then(became);
const statusOf = async (id: string) => {
  const [row] = await t.sql<{ status: string }[]>`select status from components where id = ${id}`;
  return row?.status;
};
const incidents = async () => (await maya.request<AdminIncident[]>('GET', '/api/v1/incidents')).body;
const drafts = async () => (await maya.request<Draft[]>('GET', '/api/v1/drafts')).body;
const cases = async (query = '') => {
  const { body } = await maya.request<AlertCase[]>('GET', `/api/v1/alert-cases${query}`);
  return v.parse(v.array(alertCaseSchema), body);
};
const theCase = async (): Promise<AlertCase> => {
  const [one, ...others] = await cases();
  assert.equal(others.length, 0);
  assert.ok(one);
  return one;
};
const theIncident = async (): Promise<AdminIncident> => {
  const [one, ...others] = await incidents();
  assert.equal(others.length, 0);
  assert.ok(one);
  return one;
};
const act = (path: string, body: object = {}) => maya.request<AlertCase>('POST', `/api/v1/${path}`, { body });
const statuses = async () => (await told(t.sql)).map((update) => update.status);

test('without a rule an alert becomes a draft, and readers hear nothing', async () => {
  assert.deepEqual(await fires(), ['drafted']);
  const [draft] = await drafts();
  assert.ok(draft);
  v.parse(draftSchema, draft);
  assert.equal(draft.kind, 'incident');
  assert.equal(draft.admin, null);
  assert.deepEqual(draft.content, {
    name: 'API does not answer',
    status: 'investigating',
    components: {},
    body: 'Our monitoring reports a problem with api-gateway. We will say more here as soon as we know more.',
    impact_override: 'minor',
    deliver_notifications: true,
    filling: null,
  });
  const one = await theCase();
  assert.deepEqual(draft.alert_case, { id: one.id, title: 'API does not answer', state: 'firing' });
  assert.equal(one.draft_id, draft.id);
  assert.deepEqual(one.source, { id: stage.source.id, name: 'Our monitoring', kind: 'generic' });
  assert.deepEqual(await told(t.sql), []);
});

test('a person publishes a draft with one click, and it is the incident of its case', async () => {
  await stage.rule({ components: { [api.id]: 'partial_outage' } });
  await fires();
  const { id } = await theCase();
  const reply = await act(`alert-cases/${id}/publish`);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  const incident = await theIncident();
  assert.equal(reply.body.incident_id, incident.id);
  assert.equal(reply.body.draft_id, null);
  assert.equal(reply.body.touched, false);
  assert.equal(incident.name, 'Problem with API');
  assert.equal(await statusOf(api.id), 'partial_outage');
  assert.deepEqual(await drafts(), []);
  // A person has said it.
  assert.equal((await told(t.sql))[0]?.is_automatic, false);
  assert.deepEqual(await fires(), ['unchanged']);
  assert.equal((await act(`alert-cases/${id}/publish`)).status, 409);
});

test('publishing the draft in the composer makes its incident the one of the case', async () => {
  await fires();
  const { id, draft_id } = await theCase();
  const body = { name: 'The API is down', body: 'We look.', draft_id };
  const opened = await maya.request<AdminIncident>('POST', '/api/v1/incidents', { body });
  assert.equal(opened.status, 201);
  const one = await theCase();
  assert.deepEqual([one.id, one.incident_id, one.draft_id, one.touched], [id, opened.body.id, null, true]);
  assert.deepEqual(await fires(), ['unchanged']);
  await ends();
  await stage.passAndTend(600);
  assert.deepEqual(await statuses(), ['investigating'], 'the machine does not speak in what a person wrote');
  const proposal = (await drafts())[0];
  assert.deepEqual([proposal?.kind, proposal?.incident_id], ['update', opened.body.id]);
});

test('a rule that says publish tells readers at once, and says that no person wrote it', async () => {
  const rule = await publishing();
  const [outcome] = await stage.hear({});
  assert.equal(outcome?.became, 'published');
  assert.equal(outcome?.rule_id, rule.id);
  const incident = await theIncident();
  assert.equal(outcome?.incident_id, incident.id);
  assert.equal(incident.name, 'Problem with API');
  const [update] = incident.incident_updates;
  assert.equal(
    update?.body,
    'Our monitoring reports a problem with API. We will say more here as soon as we know more.\n\nThis was posted automatically by our monitoring.',
  );
  assert.equal(update?.automatic, true);
  assert.equal(await statusOf(api.id), 'major_outage');
  const trail = (await maya.request<AuditEntry[]>('GET', '/api/v1/audit')).body;
  const line = trail.find((entry) => entry.action === 'incident.opened' && entry.subject_id === incident.id);
  assert.equal(line?.admin, null);
  assert.deepEqual(line?.changes['alert'], { source: 'Our monitoring', key: 'api-down', case_id: outcome?.case_id });
});

test('what the machine says is in the language of the page', async () => {
  await t.sql`update settings set default_language = 'de'`;
  await publishing();
  await fires();
  await ends();
  await stage.passAndTend(300);
  const [opened, resolved] = await told(t.sql);
  assert.match(opened?.body ?? '', /^Unsere Überwachung meldet eine Störung: API\./);
  assert.match(resolved?.body ?? '', /vorüber ist\.\n\nDiese Meldung wurde automatisch/);
});

test('recovery resolves what no person has touched, after it has held, and gives the components back', async () => {
  await publishing();
  await fires();
  assert.deepEqual(await ends(), ['recovered']);
  await stage.passAndTend(299);
  assert.deepEqual(await statuses(), ['investigating']);
  await stage.passAndTend(1);
  assert.deepEqual(await statuses(), ['investigating', 'resolved']);
  assert.equal(await statusOf(api.id), 'operational');
  assert.equal((await theCase()).state, 'closed');
  assert.equal(
    (await told(t.sql)).every((update) => update.is_automatic),
    true,
  );
});

test('a rule without a hold resolves in the very delivery that ends it', async () => {
  await publishing({ hold_seconds: 0 });
  await fires();
  assert.deepEqual(await ends(), ['resolved']);
  assert.deepEqual(await statuses(), ['investigating', 'resolved']);
});

test('firing again while the recovery has not held yet says nothing', async () => {
  await publishing();
  await fires();
  for (let n = 0; n < 5; n++) {
    await stage.passAndTend(100);
    await ends();
    await stage.passAndTend(100);
    assert.deepEqual(await fires(), ['joined']);
  }
  assert.deepEqual(await statuses(), ['investigating']);
  await ends();
  await stage.passAndTend(300);
  assert.deepEqual(await statuses(), ['investigating', 'resolved']);
});

test('what fires again soon after the machine has called it over goes on in the same incident, ten minutes apart', async () => {
  await publishing({ hold_seconds: 60 });
  await fires();
  await ends();
  await stage.passAndTend(60);
  assert.deepEqual(await statuses(), ['investigating', 'resolved']);
  await stage.passAndTend(60);
  assert.deepEqual(await fires(), ['joined']);
  assert.deepEqual(await statuses(), ['investigating', 'resolved'], 'it has just spoken');
  assert.equal((await theCase()).state, 'firing');
  await stage.passAndTend(539);
  assert.equal(await statusOf(api.id), 'operational');
  await stage.passAndTend(1);
  assert.deepEqual(await statuses(), ['investigating', 'resolved', 'investigating']);
  assert.equal(await statusOf(api.id), 'major_outage');
  assert.equal((await incidents()).length, 1);
});

test('what fires again long after is another incident', async () => {
  await publishing();
  await fires();
  await ends();
  await stage.passAndTend(300 + 30 * 60);
  assert.deepEqual(await fires(), ['published']);
  assert.equal((await incidents()).length, 2);
});

test('when a person has touched the incident, recovery proposes and leaves it to them', async () => {
  await publishing();
  await fires();
  const { id } = await theIncident();
  await maya.request('POST', `/api/v1/incidents/${id}/updates`, {
    body: { body: 'We found it.', status: 'identified' },
  });
  assert.equal((await theCase()).touched, true);
  await ends();
  await stage.passAndTend(300);
  assert.deepEqual(await statuses(), ['investigating', 'identified']);
  const one = await theCase();
  const [proposal] = await drafts();
  assert.equal(one.proposal_draft_id, proposal?.id);
  assert.deepEqual([proposal?.kind, proposal?.incident_id, proposal?.content['status']], ['update', id, 'resolved']);
  assert.equal(proposal?.alert_case?.id, one.id);

  const reply = await act(`alert-cases/${one.id}/publish`);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  assert.equal(reply.body.state, 'closed');
  assert.deepEqual(await statuses(), ['investigating', 'identified', 'resolved']);
  assert.equal(await statusOf(api.id), 'operational');
  await stage.tend();
  assert.equal((await theCase()).state, 'closed');
});

test('a proposal is taken back when it fires again, and made once more when that is over', async () => {
  await publishing();
  await fires();
  const { id } = await theIncident();
  await maya.request('PATCH', `/api/v1/incidents/${id}`, { body: { name: 'No API' } });
  await ends();
  await stage.passAndTend(300);
  assert.equal((await drafts()).length, 1);
  await fires();
  assert.deepEqual(await drafts(), []);
  await ends();
  await stage.passAndTend(300);
  assert.equal((await drafts()).length, 1);
  assert.deepEqual(await statuses(), ['investigating']);
});

test('a proposal that a person throws away leaves the incident to people', async () => {
  await publishing();
  await fires();
  const { id } = await theIncident();
  await maya.request('PATCH', `/api/v1/incidents/${id}`, { body: { name: 'No API' } });
  await ends();
  await stage.passAndTend(300);
  const [proposal] = await drafts();
  await maya.request('DELETE', `/api/v1/drafts/${proposal?.id}`);
  await stage.passAndTend(3_600);
  assert.deepEqual(await drafts(), []);
  assert.equal((await theCase()).state, 'closed');
  assert.deepEqual(await fires(), ['joined'], 'the incident is still open');
  assert.equal((await incidents()).length, 1);
});

test('when a person resolves the incident its case is closed, and what fires anew later opens another', async () => {
  await publishing();
  await fires();
  const { id } = await theIncident();
  await maya.request('POST', `/api/v1/incidents/${id}/updates`, { body: { body: 'Done.', status: 'resolved' } });
  assert.equal((await theCase()).state, 'closed', 'for whoever looks, at once');
  await stage.tend();
  assert.deepEqual(await ends(), ['unchanged']);
  await stage.passAndTend(60);
  assert.deepEqual(await fires(), ['published']);
  assert.equal((await incidents()).length, 2);
});

test('when it still fires after a person has called it over, the machine asks instead of contradicting', async () => {
  await publishing();
  await fires({ started_at: '2026-11-22T12:00:00Z' });
  const { id } = await theIncident();
  await maya.request('POST', `/api/v1/incidents/${id}/updates`, { body: { body: 'Done.', status: 'resolved' } });
  await stage.tend();
  assert.deepEqual(await fires({ started_at: '2026-11-22T12:00:00Z' }), ['drafted']);
  assert.deepEqual(await fires({ started_at: '2026-11-22T12:00:00Z' }), ['unchanged'], 'and stays a draft');
  assert.equal((await incidents()).length, 1);
});

test('a deleted incident closes its case', async () => {
  await publishing();
  await fires();
  await maya.request('DELETE', `/api/v1/incidents/${(await theIncident()).id}`);
  await stage.tend();
  const one = await theCase();
  assert.deepEqual([one.state, one.incident_id], ['closed', null]);
  await ends();
  await stage.passAndTend(3_600);
  assert.deepEqual(await told(t.sql), []);
});

test('a dismissed case stays quiet until it has recovered once', async () => {
  await fires();
  const { id } = await theCase();
  const reply = await act(`alert-cases/${id}/dismiss`);
  assert.equal(reply.body.state, 'closed');
  assert.deepEqual(await drafts(), []);
  assert.deepEqual(await fires(), ['unchanged']);
  assert.deepEqual(await drafts(), []);
  await ends();
  assert.deepEqual(await fires(), ['drafted']);
  assert.equal((await cases('?state=open')).length, 1);
  assert.equal((await act(`alert-cases/${id}/dismiss`)).status, 409);
});

test('an acknowledgement that comes with a later time does not wake a dismissed case', async () => {
  await fires({ started_at: '2026-11-22T12:00:00Z' });
  await act(`alert-cases/${(await theCase()).id}/dismiss`);
  assert.deepEqual(await fires({ state: 'acknowledged', started_at: '2026-11-22T12:02:00Z' }), ['unchanged']);
  assert.deepEqual(await fires({ started_at: '2026-11-22T12:00:00Z' }), ['unchanged']);
  assert.deepEqual(await fires({ started_at: '2026-11-22T12:04:00Z' }), ['drafted'], 'it was over in between, unheard');
});

test('a draft that a person discards is a case dismissed', async () => {
  await fires();
  await maya.request('DELETE', `/api/v1/drafts/${(await theCase()).draft_id}`);
  assert.equal((await theCase()).state, 'closed');
  await stage.tend();
  assert.deepEqual(await fires(), ['unchanged']);
});

test('the draft of what is over waits a day for somebody, and longer when somebody has written in it', async () => {
  await fires();
  await fires({ key: 'db-down' });
  const [written] = (await drafts()).filter((draft) => draft.alert_case?.title);
  await maya.request('PATCH', `/api/v1/drafts/${written?.id}`, {
    body: { content: { ...written?.content, name: 'Ours' } },
  });
  await ends();
  await ends({ key: 'db-down' });
  assert.deepEqual(
    (await cases()).map((one) => one.state),
    ['recovered', 'recovered'],
  );
  await stage.passAndTend(24 * 3_600 - 1);
  assert.equal((await drafts()).length, 2);
  await stage.passAndTend(1);
  assert.deepEqual(
    (await drafts()).map((draft) => draft.id),
    [written?.id],
  );
  assert.deepEqual(
    (await cases()).map((one) => one.state),
    ['closed', 'closed'],
  );
});

test('an acknowledgement is noted on the case and tells readers nothing', async () => {
  await publishing();
  await fires();
  assert.deepEqual(await fires({ state: 'acknowledged' }), ['acknowledged']);
  assert.deepEqual(await fires({ state: 'acknowledged' }), ['unchanged']);
  assert.equal((await theCase()).state, 'acknowledged');
  assert.deepEqual(await statuses(), ['investigating']);
  await ends();
  await stage.passAndTend(300);
  assert.deepEqual(await statuses(), ['investigating', 'resolved']);
});

test('who hears first that it is acknowledged has missed that it fires: there is a case', async () => {
  assert.deepEqual(await fires({ state: 'acknowledged' }), ['drafted']);
  assert.equal((await theCase()).state, 'acknowledged');
});

test('alerts of a rule that gathers them are one incident, which is over when all of them are', async () => {
  await publishing({ groups_alerts: true });
  const group = Array.from({ length: 30 }, (_, n) => ({ key: `pod-${n}`, title: `Pod ${n} is down` }));
  const outcomes = await stage.hear(...group);
  assert.deepEqual(became(outcomes), ['published', ...Array.from({ length: 29 }, () => 'joined')]);
  assert.equal((await incidents()).length, 1);
  await stage.hear(...group.slice(1).map((alert) => ({ ...alert, state: 'resolved' as const })));
  await stage.passAndTend(600);
  assert.equal((await theCase()).state, 'firing');
  await ends({ key: 'pod-0' });
  await stage.passAndTend(300);
  assert.deepEqual(await statuses(), ['investigating', 'resolved']);
});

test('without a rule that gathers, each alert of a group is a case of its own', async () => {
  const outcomes = await stage.hear({ key: 'a' }, { key: 'b' }, { key: 'a' });
  assert.deepEqual(became(outcomes), ['drafted', 'drafted', 'unchanged']);
  assert.equal((await drafts()).length, 2);
});

test('a delivery that fires and ends at once is a case that has recovered', async () => {
  const outcomes = await stage.hear({}, { state: 'resolved' });
  assert.deepEqual(became(outcomes), ['drafted', 'recovered']);
  assert.equal((await theCase()).state, 'recovered');
});

test('deliveries that come late change nothing', async () => {
  await publishing();
  const first = { started_at: '2026-11-22T12:00:00Z' };
  const second = { started_at: '2026-11-22T12:10:00Z' };
  await fires(first);
  await ends({ ...first, ended_at: '2026-11-22T12:05:00Z' });
  assert.deepEqual(await fires(first), ['stale']);
  assert.equal((await theCase()).state, 'recovered');
  await fires(second);
  assert.deepEqual(await ends({ ...first, ended_at: '2026-11-22T12:05:00Z' }), ['stale']);
  assert.deepEqual(await ends({ ended_at: '2026-11-22T12:05:00Z' }), ['stale']);
  assert.deepEqual(await fires(first), ['stale']);
  assert.equal((await theCase()).state, 'firing');
  assert.deepEqual(await statuses(), ['investigating']);
});

test('an end that overtakes its beginning opens nothing', async () => {
  const first = { started_at: '2026-11-22T12:00:00Z' };
  assert.deepEqual(await ends({ ...first, ended_at: '2026-11-22T12:05:00Z' }), ['unchanged']);
  assert.deepEqual(await fires(first), ['stale']);
  assert.deepEqual(await cases(), []);
});

test('a sender whose clock is cut to seconds, or far off, is still understood', async () => {
  await fires({ started_at: '2026-11-22T12:00:00.700Z' });
  assert.deepEqual(await ends({ ended_at: '2026-11-22T12:00:00Z' }), ['recovered']);
  assert.deepEqual(await fires({ started_at: '2026-11-22T12:00:01Z' }), ['joined']);
  await fires({ key: 'far', started_at: '9000-01-01T00:00:00Z' });
  assert.deepEqual(await ends({ key: 'far' }), ['recovered']);
  assert.deepEqual(await fires({ key: 'far', started_at: '2026-11-22T12:00:00Z' }), ['joined']);
});

test('tests open nothing, and neither does what only informs', async () => {
  await publishing();
  assert.deepEqual(await fires({ is_test: true }), ['test']);
  assert.deepEqual(await fires({ state: 'info' }), ['unchanged']);
  assert.deepEqual(await cases(), []);
});

test('the first rule that is meant decides; one that ignores keeps nothing', async () => {
  await stage.rule({ action: 'ignore', conditions: [{ field: 'severity', name: null, is: 'equals', value: 'low' }] });
  await publishing();
  assert.deepEqual(await fires({ severity: 'low' }), ['ignored']);
  assert.deepEqual(await cases(), []);
  assert.deepEqual(await fires({ severity: 'critical' }), ['published']);
});

test('a draft is published when it gets so bad that another rule says so, unless a person writes in it', async () => {
  await stage.rule({ conditions: [{ field: 'severity', name: null, is: 'equals', value: 'low' }] });
  await publishing();
  assert.deepEqual(await fires({ severity: 'low' }), ['drafted']);
  assert.deepEqual(await fires({ severity: 'critical' }), ['published']);
  assert.deepEqual(await drafts(), []);
  assert.equal((await incidents()).length, 1);

  await fires({ key: 'other', severity: 'low' });
  const [draft] = await drafts();
  await maya.request('PATCH', `/api/v1/drafts/${draft?.id}`, {
    body: { content: { ...draft?.content, name: 'Ours' } },
  });
  assert.deepEqual(await fires({ key: 'other', severity: 'critical' }), ['unchanged']);
  assert.equal((await incidents()).length, 1);
});

test('a rule that would open too many incidents at once drafts the others', async () => {
  await publishing();
  const many = Array.from({ length: mostOpenOfARule + 5 }, (_, n) => ({ key: `k${n}` }));
  const outcomes = became(await stage.hear(...many));
  assert.equal(outcomes.filter((word) => word === 'published').length, mostOpenOfARule);
  assert.equal(outcomes.filter((word) => word === 'drafted').length, 5);
  assert.equal((await incidents()).length, mostOpenOfARule);
});

test('a flood of alerts of one source does not drown the panel: what is too much is one case', async () => {
  const flood = Array.from({ length: 500 }, (_, n) => ({ key: `k${n}` }));
  const outcomes = became(await stage.hear(...flood));
  assert.equal(outcomes.filter((word) => word === 'drafted').length, mostDraftsOfASource + 1);
  assert.equal(outcomes.filter((word) => word === 'joined').length, 500 - mostDraftsOfASource - 1);
  assert.deepEqual(await fires({ key: 'k499' }), ['unchanged']);
  await stage.hear(...flood.map((alert) => ({ ...alert, state: 'resolved' as const })));
  assert.equal((await t.sql`select from alert_cases where state <> 'recovered'`).length, 0);
});

test('many deliveries of the same key from several processes become one case', async () => {
  await publishing();
  const others = [connect(t.database.address), connect(t.database.address)];
  try {
    const hear = (sql: Sql, alert = {}) =>
      // A machine that is busy may turn some of them away, as it would any delivery; they are tried again.
      until(() => sql.begin((tx) => takeAlerts(tx, stage.source, [makeAlert(alert)], { publicUrl, now: stage.now })));
    const outcomes = await Promise.all(Array.from({ length: 16 }, (_, n) => hear(others[n % 2] ?? t.sql)));
    assert.equal(outcomes.flat().filter((outcome) => outcome.became === 'published').length, 1);
    assert.equal((await cases()).length, 1);
    assert.equal((await incidents()).length, 1);
    await hear(t.sql, { state: 'resolved' });
    stage.pass(301);
    await Promise.all([t.sql, ...others].map((sql) => until(() => tendCases(sql, { publicUrl, now: stage.now }))));
    assert.deepEqual(await statuses(), ['investigating', 'resolved']);
  } finally {
    await Promise.all(others.map((sql) => sql.end()));
  }
});

test('a rule that is deleted in the middle cannot speak any more: the end is proposed', async () => {
  const rule = await publishing();
  await fires();
  await maya.request('DELETE', `/api/v1/alert-rules/${rule.id}`);
  await ends();
  await stage.passAndTend(300);
  assert.deepEqual(await statuses(), ['investigating']);
  assert.equal((await drafts())[0]?.kind, 'update');
});

test('a component that leaves the page in the middle is not touched, and holds up nothing', async () => {
  await stage.rule({ components: { [api.id]: 'partial_outage' } });
  await fires();
  assert.equal((await maya.request('DELETE', `/api/v1/components/${api.id}`)).status, 204);
  const reply = await act(`alert-cases/${(await theCase()).id}/publish`);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  assert.deepEqual((await theIncident()).components, []);
});

test('a source that is deleted in the middle lets its cases go: drafts stay, incidents belong to people', async () => {
  await publishing({ conditions: [{ field: 'key', name: null, is: 'equals', value: 'loud' }] });
  await fires();
  await fires({ key: 'loud' });
  await t.sql`delete from alert_sources`;
  await stage.tend();
  assert.deepEqual(
    (await cases()).map((one) => one.state),
    ['closed', 'closed'],
  );
  assert.equal((await drafts()).length, 1);
  await stage.passAndTend(48 * 3_600);
  assert.equal((await theIncident()).status, 'investigating');
  assert.deepEqual(await fires(), ['ignored']);
});

test('what is done about cases is in the trail, by nobody', async () => {
  await publishing();
  await fires();
  await ends();
  await stage.passAndTend(300);
  const trail = (await maya.request<AuditEntry[]>('GET', '/api/v1/audit?per_page=3')).body;
  assert.deepEqual(
    trail.map((line) => [line.action, line.admin, (line.changes['alert'] as { key: string }).key]),
    [
      ['alert-case.closed', null, 'api-down'],
      ['incident.updated', null, 'api-down'],
      ['incident.opened', null, 'api-down'],
    ],
  );
});

test('a thousand cases that are due at once are done in seconds', async () => {
  const many = Array.from({ length: 100 }, (_, n) => ({ key: `k${n}` }));
  for (let source = 0; source < 10; source++) {
    const another = await setStage(t.sql);
    another.now = stage.now;
    await another.hear(...many);
    await another.hear(...many.map((alert) => ({ ...alert, state: 'resolved' as const })));
  }
  assert.equal((await t.sql`select from alert_cases where state = 'recovered'`).length, 1_000);
  stage.pass(24 * 3_600);
  const from = performance.now();
  await stage.tend();
  const ms = performance.now() - from;
  assert.deepEqual(await drafts(), []);
  assert.ok(ms < 20_000, `${ms} ms`);
});

test('alerts of long ago are forgotten, and cases closed three months ago; what is open stays, however old', async () => {
  await fires({ key: 'open' });
  await fires({ key: 'old' });
  await act(`alert-cases/${(await cases())[0]?.id}/dismiss`);
  await t.sql`update alerts set last_seen_at = clock_timestamp() - interval '31 days'`;
  await forgetCases(t.sql);
  assert.equal((await t.sql`select from alerts`).length, 1);
  assert.equal((await cases()).length, 2);
  await t.sql`update alert_cases set closed_at = clock_timestamp() - interval '91 days' where closed_at is not null`;
  await forgetCases(t.sql);
  assert.deepEqual(
    (await cases()).map((one) => one.state),
    ['firing'],
  );
});

test('what is wrong with a case that cannot be settled holds up no other', async () => {
  await publishing({ hold_seconds: 60, groups_alerts: false });
  await fires({ key: 'a' });
  await fires({ key: 'b' });
  await ends({ key: 'a' });
  await ends({ key: 'b' });
  const [bad] = await incidents();
  await t.sql`
    create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$
  `;
  await t.sql.unsafe(
    `create trigger refusing before insert on incident_updates for each row when (new.incident_id = '${bad?.id}') execute function refuse()`,
  );
  try {
    stage.pass(61);
    await assert.rejects(stage.tend(), /no/);
    assert.deepEqual((await incidents()).map((one) => one.status).sort(), ['investigating', 'resolved']);
  } finally {
    await t.sql`drop trigger refusing on incident_updates`;
  }
});

test('what a rule gathers from two sources goes on with the one that is left, and ends when that says so', async () => {
  const other = await setStage(t.sql, 'grafana');
  await publishing({ groups_alerts: true, hold_seconds: 0 });
  await fires();
  await other.hear({ key: 'cpu' });
  const remove = (id: string) => maya.request('DELETE', `/api/v1/alert-sources/${id}`);

  assert.equal((await remove(stage.source.id)).status, 204);
  await other.tend();
  assert.deepEqual([(await theCase()).state, (await theCase()).source?.id], ['firing', other.source.id]);

  const third = await setStage(t.sql, 'generic');
  await third.hear({ key: 'disk' });
  await other.hear({ key: 'cpu', state: 'resolved' });
  assert.equal((await theCase()).state, 'firing');
  assert.equal((await remove(third.source.id)).status, 204);
  third.now = new Date();
  await third.tend();
  assert.equal((await incidents())[0]?.status, 'resolved');
});
