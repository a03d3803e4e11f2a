import type { Metric } from '@allswell/protocol';
import { connect, type Sql } from '../../db/connect.ts';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';
import { createPolling, type Polling, type PollingOptions } from '../poll-due.ts';
import { createPrometheus } from '../sources/prometheus/index.ts';
import type { MetricReader } from '../source.ts';
import { type FakePrometheus, startFakePrometheus } from './fake-prometheus.ts';

/** A page whose metrics are read from a stand-in, by a clock that a test plays. */
export interface PolledPage {
  test: TestApp;
  sql: Sql;
  maya: TestAdmin;
  prometheus: FakePrometheus;
  clock: { now: number };
  /** Reads the stand-in. */
  reader: MetricReader;
  /** Something that polls like a process of its own, over connections of its own. */
  process(options?: Partial<PollingOptions>): { polling: Polling; sql: Sql };
  /** Lets time pass in steps, at each of which the processes do what is due. */
  play(
    processes: readonly { polling: Polling; sql: Sql }[],
    options: { seconds: number; step?: number },
  ): Promise<void>;
  /** Makes metrics `q0`, `q1`, … of which each gives one series. */
  metrics(count: number, more?: object): Promise<Metric[]>;
  metric(id: string): Promise<Metric>;
  points(id: string): Promise<{ at: Date; value: number }[]>;
  seq(): Promise<number>;
  /** Lets go of the connections of all processes so far. */
  endProcesses(): Promise<void>;
  drop(): Promise<void>;
}

export async function createPolledPage(): Promise<PolledPage> {
  const test = await createTestApp();
  const maya = await setUpAdmin(test);
  const prometheus = await startFakePrometheus();
  const { sql } = test;
  const clock = { now: Date.now() };
  const pools: Sql[] = [];
  const reader = createPrometheus({ url: prometheus.url, token: undefined }) as MetricReader;
  const tickTo = (now: number) => {
    clock.now = now;
  };

  async function endProcesses(): Promise<void> {
    for (const pool of pools.splice(0)) await pool.end({ timeout: 1 });
  }

  return {
    test,
    sql,
    maya,
    prometheus,
    clock,
    reader,
    process(options = {}) {
      const own = connect(test.database.address, { max: 3, deadlineMs: 20_000, name: 'polling' });
      pools.push(own);
      const polling = createPolling({
        readers: [reader],
        readNow: async () => new Date(clock.now),
        random: () => 0,
        ...options,
      });
      return { polling, sql: own };
    },
    async play(processes, { seconds, step = 20 }) {
      for (const end = clock.now + seconds * 1_000; clock.now < end; ) {
        tickTo(clock.now + step * 1_000);
        await Promise.all(processes.map((one) => one.polling.run(one.sql)));
      }
    },
    async metrics(count, more = {}) {
      const made: Metric[] = [];
      for (let n = 0; n < count; n++) {
        const origin = { source: 'prometheus', query: { promql: `q${n}` } };
        const reply = await maya.request<Metric>('POST', '/api/v1/metrics', {
          body: { name: `Metric ${n}`, origin, display: n < 10, ...more },
        });
        if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
        made.push(reply.body);
      }
      // What was made is due now, by whichever clock.
      tickTo(Math.max(clock.now, Date.now() + 1_000));
      return made;
    },
    metric: async (id) => (await maya.request<Metric>('GET', `/api/v1/metrics/${id}`)).body,
    points: (id) => sql<{ at: Date; value: number }[]>`
      select at, value from metric_points where metric_id = ${id} order by at
    `,
    seq: async () => Number((await sql<{ seq: string }[]>`select seq from metric_state`)[0]?.seq),
    endProcesses,
    async drop() {
      await endProcesses();
      await prometheus.stop();
      await test.drop();
    },
  };
}
