import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertSeverities } from '@allswell/protocol';
import { newIncidentSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { composeOpening, type PageFacts, type Wishes } from './compose.ts';
import { makeAlert } from './testing/stage.ts';

const page: PageFacts = {
  name: 'Fernhill',
  url: 'https://status.fernhill.example',
  language: 'en',
  time: 'Nov 22, 2026, 1:00 PM',
  componentNames: new Map([
    ['api', 'API'],
    ['db', 'Data*base'],
  ]),
};
const wishes = (more: Partial<Wishes> = {}): Wishes => ({
  incident_name: null,
  body: null,
  components: {},
  impact_override: null,
  deliver_notifications: true,
  ...more,
});
const compose = (more: Partial<Wishes> | undefined, isPublished: boolean, alert = {}, facts = page) =>
  composeOpening({ alert: makeAlert(alert), page: facts, wishes: more && wishes(more) }, { isPublished });

test('what is published by itself says of the alert only what the rule asks for', () => {
  const secret = {
    title: 'db-prod-7 at 10.0.0.4 out of memory',
    entities: ['db-prod-7'],
    labels: { host: 'db-prod-7' },
  };
  const own = compose({ components: { api: 'major_outage', db: 'partial_outage' } }, true, secret);
  assert.equal(own.name, 'Problem with API and Data*base');
  assert.match(own.body, /^Our monitoring reports a problem with API and Data\\\*base\./);
  const bare = compose({}, true, secret);
  assert.deepEqual([bare.name, bare.body.includes('db-prod')], ['Problem seen by our monitoring', false]);
  const asked = compose({ incident_name: '{{title}}', body: 'On {{label.host}}.' }, true, secret);
  assert.equal(asked.name, 'db-prod-7 at 10.0.0.4 out of memory');
  assert.match(asked.body, /^On db-prod-7\.\n\nThis was posted automatically/);
});

test('a template is used as it stands, and the rule has the last word', () => {
  const template = {
    title: 'Trouble with {{components}}',
    body: '{{page}}: {{title}} since {{start}}.',
    status: 'identified' as const,
    impact_override: 'minor' as const,
    components: { api: 'degraded_performance' as const },
  };
  const content = compose({ template }, false, { title: 'API slow' });
  assert.equal(content.name, 'Trouble with API');
  assert.equal(content.body, 'Fernhill: API slow since Nov 22, 2026, 1:00 PM.');
  assert.deepEqual(
    [content.status, content.impact_override, content.components, content.filling],
    ['identified', 'minor', { api: 'degraded_performance' }, null],
  );
  const ruled = compose(
    { template, impact_override: 'major', components: { api: 'major_outage' }, body: 'Down.' },
    false,
  );
  assert.deepEqual([ruled.impact_override, ruled.components, ruled.body], ['major', { api: 'major_outage' }, 'Down.']);
});

test('what affects no component that is known hurts as much as its severity says, and one alert is no major outage', () => {
  const severities = [null, ...alertSeverities];
  assert.deepEqual(
    severities.map((severity) => compose(undefined, false, { severity }).impact_override),
    ['minor', null, null, 'minor', 'minor', 'major'],
  );
  const affecting = compose({ components: { api: 'degraded_performance' } }, false, { severity: 'critical' });
  assert.equal(affecting.impact_override, null);
});

test('a draft leaves what is not known to be filled in, and what is published by itself never does', () => {
  const more = { incident_name: '{{title}}', body: 'We wait for {{provider}}.' };
  const draft = compose(more, false);
  assert.equal(draft.body, 'We wait for {{provider}}.');
  assert.deepEqual(draft.filling, { title: draft.name, body: draft.body, values: {} });
  const published = compose(more, true);
  assert.equal(published.name, 'API does not answer');
  assert.match(published.body, /^Our monitoring reports a problem\. /);
});

test('whatever is written can be published: within limits, on one line', () => {
  for (const language of ['en', 'de-AT', 'fr', 'es', 'ar', 'ja'])
    for (const isPublished of [true, false])
      for (const more of [undefined, {}, { incident_name: '{{title}}'.repeat(20), body: '{{title}}'.repeat(2_700) }]) {
        const alert = { title: '😀'.repeat(100), entities: ['x'.repeat(200)] };
        const { filling: _, ...content } = compose(more, isPublished, alert, { ...page, language });
        const read = v.safeParse(newIncidentSchema, content);
        assert.ok(read.success, JSON.stringify(read.issues?.map((issue) => issue.message)));
      }
});
