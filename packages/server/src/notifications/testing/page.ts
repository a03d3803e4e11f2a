import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AdminIncident, AdminMaintenance } from '@allswell/protocol';
import { readConfig } from '../../config.ts';
import { connect, type Sql } from '../../db/connect.ts';
import { newId } from '../../db/new-id.ts';
import { createLog, type Log } from '../../log.ts';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';
import type { Channel } from '../channel.ts';
import { type Sending, type SendingOptions, startSending } from '../run.ts';

/** A page with subscribers, and whoever tells them. */
export interface TestPage extends AsyncDisposable {
  test: TestApp;
  sql: Sql;
  maya: TestAdmin;
  /** Makes email subscribers `name-1@example.com`, …, and answers with their ids. */
  subscribe(count: number, options?: SubscribeOptions): Promise<string[]>;
  open(input?: object): Promise<AdminIncident>;
  plan(input?: object): Promise<AdminMaintenance>;
  post(incidentId: string, input: object): Promise<void>;
  /** Starts a process that sends, with a data folder of its own unless it is given one. */
  send(channels: Channel[], options?: SendOptions): Sending & { dataDir: string };
  /** Waits until nothing is left to be told. */
  settled(): Promise<void>;
  /** How many deliveries stand where. */
  counts(): Promise<Record<string, number>>;
  dataDir(): string;
}

interface SubscribeOptions {
  name?: string;
  domain?: string;
  channel?: string;
  component_ids?: string[];
  group_ids?: string[];
  kinds?: string[];
  incident_id?: string;
}

type SendOptions = Partial<Pick<SendingOptions, 'leaseMs' | 'clock' | 'random'>> & {
  dataDir?: string;
  log?: Log;
  env?: Record<string, string>;
};

/** A test that fails is understood by what was logged. */
const loudLog = createLog({ level: 'warn', write: (line) => void process.stderr.write(line), forPeople: true });

export async function createTestPage(): Promise<TestPage> {
  const test = await createTestApp();
  const { sql } = test;
  const maya = await setUpAdmin(test);
  const folders: string[] = [];
  const running: Sending[] = [];
  const pools: Sql[] = [];
  const dataDir = () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'allswell-sending-'));
    folders.push(folder);
    return folder;
  };
  const created = async <T>(body: object): Promise<T> => {
    const reply = await maya.request<T>('POST', '/api/v1/incidents', { body });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return reply.body;
  };
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

  return {
    test,
    sql,
    maya,
    dataDir,
    async subscribe(count, { name = 'reader', domain = 'example.com', channel = 'email', ...rest } = {}) {
      const { component_ids = [], group_ids = [], kinds = ['incident', 'maintenance'], incident_id = null } = rest;
      const rows = await sql<{ id: string }[]>`
        insert into subscriptions (channel, address, address_key, destination, component_ids, group_ids, kinds, incident_id,
          locale, time_zone, state, source, confirmed_at)
        select ${channel}, a, a, ${domain}, ${component_ids}, ${group_ids}, ${kinds}, ${incident_id}, 'en', 'UTC',
          'confirmed', 'page', clock_timestamp()
        from (select ${name}::text || '-' || n || '@' || ${domain} as a from generate_series(1, ${count}::int) as n) as made
        returning id
      `;
      return rows.map((row) => row.id);
    },
    open: (input = {}) =>
      created<AdminIncident>({ name: 'Checkout is slow', status: 'investigating', body: 'We look into it.', ...input }),
    plan: (input = {}) =>
      created<AdminMaintenance>({
        name: 'Database upgrade',
        body: 'We upgrade it.',
        scheduled_for: inHours(48),
        scheduled_until: inHours(50),
        ...input,
      }),
    async post(incidentId, input) {
      const reply = await maya.request('POST', `/api/v1/incidents/${incidentId}/updates`, { body: input });
      if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    },
    send(channels, { dataDir: folder = dataDir(), log = loudLog, env = {}, ...options } = {}) {
      const { config } = readConfig({ ALLSWELL_DATA_DIR: folder, ...env });
      const sending = startSending({
        database: {
          ready: Promise.resolve(),
          directSql: undefined,
          openPool(poolOptions) {
            const pool = connect(test.database.address, poolOptions);
            pools.push(pool);
            return pool;
          },
        },
        config,
        publicUrl: 'https://status.fernhill.example',
        log,
        channels,
        ...options,
      });
      running.push(sending);
      return Object.assign(sending, { dataDir: folder });
    },
    async settled() {
      await until(async () => {
        const [row] = await sql<{ open: boolean }[]>`
          select exists (select from notices where settled_at is null) as open
        `;
        if (row?.open) throw new Error('Something is still to be told.');
      }, 60_000);
    },
    async counts() {
      const rows = await sql<{ state: string; count: number }[]>`
        select state, count(*)::int as count from deliveries group by state
      `;
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    async [Symbol.asyncDispose]() {
      for (const sending of running) await sending.stop();
      for (const pool of pools) await pool.end({ timeout: 1 });
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      await test.drop();
    },
  };
}

/** Adds a component without going through the API. */
export async function addComponent(sql: Sql, group_id: string | null = null): Promise<string> {
  const id = newId();
  await sql`insert into components ${sql({ id, name: `Part ${id}`, position: 1, group_id })}`;
  return id;
}
