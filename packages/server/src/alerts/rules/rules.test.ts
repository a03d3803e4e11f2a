import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AlertRule, AuditEntry, RuleTrialResult, Template } from '@allswell/protocol';
import { alertRuleSchema, ruleTrialResultSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { newId } from '../../db/new-id.ts';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
let api: AdminComponent;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`truncate alert_rules, alert_sources, components, templates cascade`;
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
});

const path = '/api/v1/alert-rules';
const pointersOf = (reply: Reply<unknown>) => reply.problem.errors?.map((error) => error.pointer);
const post = (more: object = {}) => maya.request<AlertRule>('POST', path, { body: { name: 'API', ...more } });
const create = async (more: object = {}): Promise<AlertRule> => {
  const reply = await post(more);
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return v.parse(alertRuleSchema, reply.body);
};
const patch = (id: string, body: object, headers = {}) =>
  maya.request<AlertRule>('PATCH', `${path}/${id}`, { body, headers });
const names = async () => (await maya.request<AlertRule[]>('GET', path)).body.map((rule) => rule.name);
const addSource = async (kind = 'alertmanager'): Promise<string> => {
  const id = newId();
  await t.sql`insert into alert_sources ${t.sql({ id, kind, name: 'Prometheus' })}`;
  return id;
};
const dryRun = (body: object) => maya.request<RuleTrialResult>('POST', `${path}/dry-run`, { body });

test('a rule that says nothing but its name makes drafts, of everything, and waits five minutes', async () => {
  const { id, created_at: _, updated_at: __, ...rule } = await create();
  assert.match(id, /^[a-z0-9]{12}$/);
  assert.deepEqual(rule, {
    name: 'API',
    is_enabled: true,
    position: 1,
    source_id: null,
    conditions: [],
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
    version: 1,
  });
});

test('rules keep their order; one can be moved, the others shift', async () => {
  const one = await create({ name: 'One' });
  await create({ name: 'Two' });
  const three = await create({ name: 'Three' });
  assert.equal((await patch(three.id, { position: 1 })).body.position, 1);
  assert.deepEqual(await names(), ['Three', 'One', 'Two']);
  await create({ name: 'Four', position: 2 });
  assert.deepEqual(await names(), ['Three', 'Four', 'One', 'Two']);
  assert.equal((await maya.request('DELETE', `${path}/${one.id}`)).status, 204);
  assert.deepEqual(await names(), ['Three', 'Four', 'Two']);
  assert.deepEqual(
    (await maya.request<AlertRule[]>('GET', path)).body.map((rule) => rule.position),
    [1, 2, 3],
  );
});

test('named fields change, the others stay, and a stale change is refused', async () => {
  const conditions = [{ field: 'label', name: 'env', is: 'equals', value: 'prod' }];
  const { id } = await create({ conditions, components: { [api.id]: 'partial_outage' } });
  const changed = await patch(id, { action: 'publish' });
  assert.deepEqual([changed.body.action, changed.body.conditions], ['publish', conditions]);
  assert.deepEqual(changed.body.components, { [api.id]: 'partial_outage' });
  assert.equal((await patch(id, { name: 'Other' }, { 'if-match': '"1"' })).status, 412);
});

test('components, sources, templates and names in braces that are not there are refused where they stand', async () => {
  const maintenance = await maya.request<Template>('POST', '/api/v1/templates', {
    body: { kind: 'maintenance', name: 'Disks', title: 'New disks', body: 'We change disks.' },
  });
  for (const [more, pointers] of [
    [{ components: { aaaaaaaaaaaa: 'major_outage' } }, ['#/components/aaaaaaaaaaaa']],
    [{ source_id: 'aaaaaaaaaaaa' }, ['#/source_id']],
    [{ template_id: 'aaaaaaaaaaaa' }, ['#/template_id']],
    [{ template_id: maintenance.body.id }, ['#/template_id']],
    [{ incident_name: '{{titel}}', body: '{{label.env}} {{who}}' }, ['#/incident_name', '#/body']],
    [{ conditions: [{ field: 'label', is: 'equals', value: 'x' }] }, ['#/conditions/0/name']],
    [{ conditions: [{ field: 'title', is: 'at_least', value: 'x' }] }, ['#/conditions/0/value']],
    [{ hold_seconds: -1, action: 'shout' }, ['#/action', '#/hold_seconds']],
  ] as const) {
    const reply = await post(more);
    assert.equal(reply.status, 422, JSON.stringify(more));
    assert.deepEqual(pointersOf(reply)?.sort(), [...pointers].sort());
    assert.deepEqual(
      pointersOf(await dryRun({ rule: { name: 'x', ...more } }))?.sort(),
      pointers.map((pointer) => pointer.replace('#/', '#/rule/')).sort(),
    );
  }
  const { id } = await create();
  assert.deepEqual(pointersOf(await patch(id, { source_id: 'aaaaaaaaaaaa' })), ['#/source_id']);
});

test('a component that has left the page is touched by no rule any more', async () => {
  const { id } = await create({ components: { [api.id]: 'major_outage' } });
  await maya.request('DELETE', `/api/v1/components/${api.id}`);
  assert.deepEqual((await maya.request<AlertRule>('GET', `${path}/${id}`)).body.components, {});
});

test('what is not there is a 404, and every change is in the trail', async () => {
  const { id } = await create();
  await patch(id, { name: 'New' });
  await maya.request('DELETE', `${path}/${id}`);
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    const reply = await maya.request(method, `${path}/${id}`, method === 'PATCH' ? { body: {} } : {});
    assert.equal(reply.status, 404);
    assert.match(reply.problem.type, /alert-rule-not-found$/);
  }
  const trail = (await maya.request<AuditEntry[]>('GET', '/api/v1/audit?per_page=3')).body;
  assert.deepEqual(
    trail.map((line) => line.action),
    ['alert-rule.deleted', 'alert-rule.changed', 'alert-rule.created'],
  );
});

const groupOf = (...alerts: object[]) =>
  JSON.stringify({
    version: '4',
    groupKey: '{}:{alertname="X"}',
    status: 'firing',
    receiver: 'allswell',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example',
    alerts: alerts.map((labels, n) => ({
      status: 'firing',
      labels,
      annotations: {},
      startsAt: '2026-11-22T12:00:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: '',
      fingerprint: `fp${n}`,
    })),
  });

test('a dry run says of what came in the last days what this rule, at its place, would decide', async () => {
  const source = await addSource();
  const deliver = (body: string, state = 'done', ago = '0 s') => t.sql`
    insert into alert_deliveries (source_id, body, state, received_at)
    values (${source}, ${Buffer.from(body)}, ${state}, clock_timestamp() - ${ago}::interval)
  `;
  await deliver(groupOf({ alertname: 'Down', env: 'prod' }, { alertname: 'Down', env: 'test' }));
  await deliver(groupOf({ alertname: 'Slow', env: 'prod' }));
  await deliver('not JSON at all');
  await deliver(groupOf({ alertname: 'Refused' }), 'refused');
  await deliver(groupOf({ alertname: 'Old' }), 'done', '10 days');
  const label = (name: string, value: string) => ({ field: 'label', name, is: 'equals', value });
  const ignoring = await create({ name: 'Ignore', action: 'ignore', conditions: [label('env', 'test')] });
  const rule = { name: 'Down', action: 'publish', conditions: [label('alertname', 'down')] };

  const last = v.parse(ruleTrialResultSchema, (await dryRun({ rule })).body);
  assert.deepEqual([last.looked_at, last.matched], [3, 1]);
  assert.deepEqual(
    last.alerts.map(({ alert, matches, decided_by, action }) => [
      alert.labels['alertname'],
      matches,
      decided_by,
      action,
    ]),
    [
      ['Slow', false, null, 'draft'],
      ['Down', true, null, 'publish'],
      ['Down', false, ignoring.id, 'ignore'],
    ],
  );
  const first = (await dryRun({ rule: { ...rule, position: 1 } })).body;
  assert.equal(first.matched, 2);
  const changed = (await dryRun({ rule: { ...rule, conditions: [] }, rule_id: ignoring.id })).body;
  assert.deepEqual([changed.matched, changed.alerts[0]?.decided_by], [3, ignoring.id]);
  assert.equal((await dryRun({ rule, days: 14 })).body.looked_at, 4);
  assert.equal((await dryRun({ rule, rule_id: 'aaaaaaaaaaaa' })).status, 404);
  assert.equal((await t.sql`select from alert_cases`).length, 0);
});

test('a dry run looks at what is kept of an alert, as the rule will: not at what is cut off', async () => {
  const source = await addSource();
  const body = Buffer.from(groupOf({ alertname: `${'Slow '.repeat(50)}tail` }));
  await t.sql`insert into alert_deliveries (source_id, body, state) values (${source}, ${body}, 'done')`;
  const matched = async (value: string) => {
    const conditions = [{ field: 'title', is: 'contains', value }];
    return (await dryRun({ rule: { name: 'Slow', conditions } })).body.matched;
  };
  assert.deepEqual([await matched('slow slow'), await matched('tail')], [1, 0]);
});
