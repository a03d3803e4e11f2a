import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AlertState } from '@allswell/protocol';
import fc from 'fast-check';
import { newId } from '../../db/new-id.ts';
import type { Tx } from '../../db/connect.ts';
import type { Write } from '../../db/write.ts';
import { editIncident } from '../../incidents/edit-incident.ts';
import { postUpdate } from '../../incidents/post-update.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { dismissCase } from './dismiss-case.ts';
import { leastBetweenWordsMs } from './next-step.ts';
import { publishCase } from './publish-case.ts';
import { publicUrl, setStage, type Stage } from './testing/stage.ts';

// Any sequence of what senders, people and the clock can do, against what has to hold whatever happens.

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const loud = ['loud-1', 'loud-2'];
const quiet = ['quiet-1', 'quiet-2'];
const ignored = 'ignored-1';
const keys = [...loud, ...quiet, ignored];

type Act =
  | { do: 'says'; key: string; state: AlertState }
  | { do: 'touches' | 'resolves' | 'dismisses' | 'publishes'; key: string }
  | { do: 'passes'; seconds: number };

const anyKey = fc.constantFrom(...keys);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('says' as const),
      key: anyKey,
      state: fc.constantFrom('firing' as const, 'firing' as const, 'acknowledged' as const, 'resolved' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('touches' as const, 'resolves' as const, 'dismisses' as const, 'publishes' as const),
      key: anyKey,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('passes' as const), seconds: fc.constantFrom(1, 61, 299, 301, 601, 1_900) }),
  },
);

/** What is there of a key. */
interface Seen {
  case_id: string;
  key: string;
  state: string;
  incident_id: string | null;
  incident_status: string | null;
}

const isOver = (status: string | null) => status === 'resolved' || status === 'postmortem';

/** One play, with what is remembered of it beside the database. */
class Play {
  readonly stage: Stage;
  /** What each alert said last. */
  readonly last = new Map<string, AlertState>();
  /** How many updates the machine had posted in an incident when a person first touched it. */
  readonly touched = new Map<string, number>();
  readonly published = new Set<string>();
  /** When the machine spoke in an incident. */
  readonly spoke = new Map<string, number[]>();

  constructor(stage: Stage) {
    this.stage = stage;
  }

  static async begin(): Promise<Play> {
    const { sql } = database;
    await sql`delete from alert_cases`;
    await sql`delete from alerts`;
    await sql`delete from alert_rules`;
    await sql`delete from alert_sources`;
    await sql`delete from drafts`;
    await sql`delete from incidents`;
    await sql`delete from components`;
    const stage = await setStage(sql);
    const component = newId();
    await sql`insert into components ${sql({ id: component, name: 'API', status: 'operational', position: 1 })}`;
    const named = (pattern: string) => [{ field: 'key', name: null, is: 'matches', value: pattern }] as const;
    await stage.rule({ action: 'ignore', conditions: [...named('ignored-*')] });
    await stage.rule({
      action: 'publish',
      conditions: [...named('loud-*')],
      components: { [component]: 'partial_outage' },
      hold_seconds: 60,
    });
    return new Play(stage);
  }

  async act(act: Act): Promise<void> {
    if (act.do === 'passes') return this.stage.passAndTend(act.seconds);
    if (act.do === 'says') {
      await this.stage.hear({ key: act.key, state: act.state });
      this.last.set(act.key, act.state);
      return;
    }
    const seen = (await this.look()).filter((one) => one.key === act.key);
    const open = seen.find((one) => one.state !== 'closed');
    const incident = seen.find((one) => one.incident_id !== null && !isOver(one.incident_status))?.incident_id;
    if (act.do === 'touches' && incident) {
      await this.remember(incident);
      await this.write((write) => editIncident(write, incident, { name: `By hand ${newId()}` }));
    }
    if (act.do === 'resolves' && incident) {
      await this.remember(incident);
      await this.write((write) => postUpdate(write, incident, { status: 'resolved', body: 'It works.' }));
    }
    if (act.do === 'dismisses' && open) await this.write((write) => dismissCase(write, open.case_id));
    if (act.do === 'publishes' && open && open.incident_id === null) {
      await this.write((write) => publishCase(write, open.case_id));
      this.published.add(act.key);
    }
  }

  write(work: (write: Write) => Promise<unknown>): Promise<unknown> {
    return this.stage.sql.begin((tx: Tx) => work({ tx, by: null, publicUrl }));
  }

  /** From now on this incident is a person's. */
  async remember(incident: string): Promise<void> {
    if (!this.touched.has(incident)) this.touched.set(incident, (await this.countSaid()).get(incident) ?? 0);
  }

  async look(): Promise<Seen[]> {
    return this.stage.sql<Seen[]>`
      select k.id as case_id, substr(k.key, length('alert:') + 14) as key, k.state, i.id as incident_id,
        i.status as incident_status
      from alert_cases k left join incidents i on i.id = k.incident_id order by k.opened_at, k.id
    `;
  }

  /** How often the machine has spoken in each incident. */
  async countSaid(): Promise<Map<string, number>> {
    const rows = await this.stage.sql<{ incident_id: string; count: number }[]>`
      select incident_id, count(*)::int as count from incident_updates where is_automatic group by incident_id
    `;
    return new Map(rows.map((row) => [row.incident_id, row.count]));
  }

  async check(): Promise<void> {
    const seen = await this.look();
    const said = await this.countSaid();
    for (const key of keys) {
      const own = seen.filter((one) => one.key === key);
      const incidents = new Set(own.flatMap((one) => (isOver(one.incident_status) ? [] : (one.incident_id ?? []))));
      assert.ok(incidents.size <= 1, `${key} has ${incidents.size} open incidents`);
      const open = own.filter((one) => one.state !== 'closed');
      assert.ok(open.length <= 1, `${key} has ${open.length} open cases`);
      const last = this.last.get(key);
      const expected = last === 'resolved' ? 'recovered' : last;
      if (open[0]) assert.equal(open[0].state, expected, key);
      const isPublic = own.some((one) => one.incident_id !== null);
      if (isPublic) assert.ok(loud.includes(key) || this.published.has(key), `${key} became public by itself`);
    }
    assert.ok(!seen.some((one) => one.key === ignored), 'what is ignored has no case');
    for (const [incident, count] of said) {
      const before = this.touched.get(incident);
      if (before !== undefined) assert.equal(count, before, 'the machine spoke in what a person has touched');
      const times = this.spoke.get(incident) ?? [];
      for (let n = times.length; n < count; n++) times.push(this.stage.now.getTime());
      this.spoke.set(incident, times);
      // It says that something is wrong, and that it is over; from then on it keeps its distance.
      for (let n = 2; n < times.length; n++) {
        const apart = (times[n] ?? 0) - (times[n - 1] ?? 0);
        assert.ok(apart >= leastBetweenWordsMs, `it spoke again after ${apart / 1_000} s`);
      }
    }
  }

  /** Everything is over: what is the machine's is resolved, what is a person's is left to them. */
  async end(): Promise<void> {
    for (const key of keys) await this.act({ do: 'says', key, state: 'resolved' });
    await this.act({ do: 'passes', seconds: 3_600 });
    await this.check();
    for (const { key, incident_id, incident_status, state } of await this.look()) {
      const isMachines = incident_id !== null && loud.includes(key) && !this.touched.has(incident_id);
      const wasLetGo = state === 'closed';
      if (isMachines && !wasLetGo) assert.ok(isOver(incident_status), `${key} was left open`);
    }
  }
}

test('whatever senders, people and the clock do: one incident for a key, nothing public without leave, no contradiction', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 30 }), async (acts) => {
      const play = await Play.begin();
      for (const act of acts) {
        await play.act(act);
        await play.check();
      }
      await play.end();
    }),
    { numRuns: 40, interruptAfterTimeLimit: 20_000 },
  );
});

test('a thousand alternating alerts in an hour are one incident and seven updates at the most', async () => {
  const { playStorm } = await import('./testing/storm.ts');
  for (const hold_seconds of [0, 60, 300]) {
    const { incidents, updates, state } = await playStorm(database.sql, { alerts: 60, seconds: 3_600, hold_seconds });
    assert.equal(incidents, 1, `held for ${hold_seconds} s`);
    assert.ok(updates <= 7, `${updates} updates, held for ${hold_seconds} s`);
    assert.equal(state, 'resolved');
  }
});
