import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { NewRelicIssue } from '../../new-relic/find-issues.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { askForEnds } from './ask-for-ends.ts';
import { publicUrl, setStage, type Stage } from './testing/stage.ts';

let database: TestDatabase;
let stage: Stage;
let asked: string[][];
let answer: () => NewRelicIssue[];
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());
beforeEach(async () => {
  await database.sql`truncate alert_cases, alerts, alert_rules, alert_sources, drafts, incidents cascade`;
  stage = await setStage(database.sql, 'new_relic');
  stage.now = new Date(Date.now() - 10 * 60_000);
  asked = [];
  answer = () => [];
});

const issue = 'a3f5c7e1-0c8a-4f5e-9a43-0d6f3f1c2b7e';
const newRelic = (is_configured = true) => ({
  state: () => ({ is_configured, detail: '' }),
  async findIssues(ids: readonly string[]) {
    asked.push([...ids]);
    return answer();
  },
});
const ask = () => askForEnds(database.sql, { newRelic: newRelic(), publicUrl });
const stateOf = async () => (await database.sql<{ state: string }[]>`select state from alert_cases`)[0]?.state;

test('an end that New Relic could not deliver is asked for, once in five minutes', async () => {
  await stage.rule({ action: 'publish' });
  await stage.hear({ key: issue });
  await ask();
  await ask();
  assert.deepEqual(asked, [[issue]]);
  assert.equal(await stateOf(), 'firing', 'it does not know of it, so nothing is believed to be over');

  await database.sql`update alert_cases set last_asked_at = clock_timestamp() - interval '6 minutes'`;
  answer = () => [{ issueId: issue, state: 'CLOSED', closedAt: new Date() }];
  await ask();
  assert.equal(await stateOf(), 'recovered');
  await database.sql`update alert_cases set last_asked_at = null`;
  await ask();
  assert.equal(asked.length, 2, 'what is over is asked for no more');
});

test('who was heard of lately is not asked for, and neither are other senders, or issues that are open', async () => {
  await stage.hear({ key: issue });
  await database.sql`update alerts set last_seen_at = clock_timestamp()`;
  await ask();
  assert.deepEqual(asked, []);
  const other = await setStage(database.sql, 'grafana');
  other.now = stage.now;
  await other.hear({ key: 'g' });
  await ask();
  assert.deepEqual(asked, []);
  await database.sql`update alerts set last_seen_at = clock_timestamp() - interval '6 minutes'`;
  answer = () => [{ issueId: issue, state: 'ACTIVATED', closedAt: null }];
  await ask();
  assert.deepEqual(asked, [[issue]]);
  assert.deepEqual(
    (await database.sql<{ state: string }[]>`select distinct state from alert_cases`).map((row) => row.state),
    ['firing'],
  );
});

test('what a rule has gathered is asked for by who sends it: each silent issue of New Relic, and nothing of others', async () => {
  const grafana = await setStage(database.sql, 'grafana');
  grafana.now = stage.now;
  await stage.rule({ groups_alerts: true });
  await grafana.hear({ key: 'cpu' });
  await stage.hear({ key: issue }, { key: 'still-told-of' });
  await database.sql`update alerts set last_seen_at = clock_timestamp() where key = 'still-told-of'`;
  answer = () => [{ issueId: issue, state: 'CLOSED', closedAt: new Date() }];
  await ask();
  assert.deepEqual(asked, [[issue]]);
  const rows = await database.sql<{ key: string; state: string }[]>`select key, state from alerts order by key`;
  assert.deepEqual(
    rows.map(({ key, state }) => [key, state]),
    [
      [issue, 'resolved'],
      ['cpu', 'firing'],
      ['still-told-of', 'firing'],
    ],
  );
  assert.equal(await stateOf(), 'firing');
});

test('without a key nothing is asked, and a failure changes nothing and is tried again later', async () => {
  await stage.hear({ key: issue });
  await askForEnds(database.sql, { newRelic: newRelic(false), publicUrl });
  assert.deepEqual(asked, []);
  answer = () => {
    throw new Error('New Relic gave no answer.');
  };
  await assert.rejects(ask(), /gave no answer/);
  await ask();
  assert.equal(asked.length, 1);
  assert.equal(await stateOf(), 'firing');
});
