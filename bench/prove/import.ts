import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startCommand, startProduct } from '../../e2e/harness.ts';
import { type Operator, signIn, signUp } from '../../e2e/operator.ts';
import { connect, type Sql } from '../../packages/server/src/db/connect.ts';
import { attachEmbedded } from '../../packages/server/src/db/embedded/attach.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { prepareDatabase } from '../../packages/server/src/db/prepare.ts';
import {
  type FakeStatuspage,
  startFakeStatuspage,
  statuspageUrl,
} from '../../packages/server/src/testing/fake-statuspage.ts';
import { fileOf, writeHistory } from '../../packages/server/src/testing/statuspage-history.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { freePort } from '../measure/free-port.ts';
import { temporaryFolder } from '../measure/temporary-folder.ts';

// The command from a file, which is quick; from an address, a request a second; and the server, asked by the panel.
const kills = { file: 10, address: 4, server: 6 };
const patienceMs = 120_000;

interface Round {
  way: keyof typeof kills;
  /** Some of it was here, and not all, when it was killed. */
  isHalfWay: boolean;
  halves: number;
  recoveryMs: number;
  isWhole: boolean;
  changedBySecond: number;
  /** Whoever was told. */
  told: number;
}

interface Stage {
  sql: Sql;
  dataDir: string;
  file: string;
  fake: FakeStatuspage;
  env: Record<string, string>;
}

export const proof: Proof = {
  promise:
    'The history of a page at Statuspage, 50 incidents with groups and maintenance, is there once, whenever the import is killed; a second one changes nothing, and nobody is ever told.',
  async measure() {
    await using folder = await temporaryFolder();
    const embedded = await attachEmbedded(folder.path);
    const sql = connect(embeddedAddress(folder.path), { max: 3, deadlineMs: 30_000 });
    const history = writeHistory({ incidents: 50, maintenances: 4 });
    const fake = await startFakeStatuspage(history);
    try {
      await prepareDatabase(embeddedAddress(folder.path));
      const file = path.join(folder.path, 'page.json');
      await writeFile(file, JSON.stringify(fileOf(history)));
      const upstreams = [...fake.upstreams].map(([from, to]) => `${from}=${to}`).join(',');
      const env = {
        ALLSWELL_DATA_DIR: folder.path,
        ALLSWELL_UPSTREAMS: upstreams,
        PORT: String(await freePort()),
        ALLSWELL_EXAMPLE_PORT: '0',
      };
      return await play({ sql, dataDir: folder.path, file, fake, env });
    } finally {
      await sql.end({ timeout: 1 });
      await embedded.leave();
      await fake.close();
    }
  },
};

async function play(stage: Stage): Promise<Figure[]> {
  const whole = new Map<string, { told: string; tookMs: number }>();
  for (const where of [stage.file, statuspageUrl]) {
    await empty(stage.sql);
    const startedAt = performance.now();
    await run(stage, where);
    whole.set(where, { told: await read(stage.sql), tookMs: performance.now() - startedAt });
  }
  const ofFile = whole.get(stage.file);
  const ofAddress = whole.get(statuspageUrl);
  if (!ofFile || !ofAddress) throw new Error('Nothing was imported.');

  const rounds: Round[] = [];
  for (let round = 0; round < kills.file; round++) rounds.push(await killCommand(stage, stage.file, ofFile));
  for (let round = 0; round < kills.address; round++) rounds.push(await killCommand(stage, statuspageUrl, ofAddress));
  rounds.push(...(await killServers(stage, ofFile)));

  const sum = (of: (round: Round) => number) => rounds.reduce((all, round) => all + of(round), 0);
  return [
    { name: 'imports that were killed', value: rounds.length, unit: '', at_least: 20 },
    { name: 'of these, half way', value: sum(({ isHalfWay }) => Number(isHalfWay)), unit: '', at_least: 5 },
    {
      name: 'incidents without their updates, or not remembered, after a kill',
      value: sum((one) => one.halves),
      unit: '',
      at_most: 0,
    },
    {
      name: 'imports that came out otherwise than an undisturbed one, once gone on with',
      value: sum(({ isWhole }) => Number(!isWhole)),
      unit: '',
      at_most: 0,
    },
    { name: 'rows that another run changed', value: sum((one) => one.changedBySecond), unit: '', at_most: 0 },
    { name: 'notices, deliveries and letters', value: sum((one) => one.told), unit: '', at_most: 0 },
    {
      name: 'slowest to go on and end',
      value: Math.ceil(Math.max(...rounds.map((one) => one.recoveryMs))),
      unit: 'ms',
    },
    { name: 'undisturbed, from a file', value: Math.ceil(ofFile.tookMs), unit: 'ms' },
    { name: 'undisturbed, from an address at a request a second', value: Math.ceil(ofAddress.tookMs), unit: 'ms' },
  ];
}

/** Kills the command at any moment of its life, and runs it again. */
async function killCommand(stage: Stage, where: string, whole: { told: string; tookMs: number }): Promise<Round> {
  await empty(stage.sql);
  const child = start(stage, where);
  const gone = once(child, 'exit');
  // The first second goes into starting.
  await Promise.race([pause(Math.random() * whole.tookMs), gone]);
  child.kill('SIGKILL');
  await gone;
  const killed = await look(stage.sql);
  const startedAt = performance.now();
  await run(stage, where);
  const recoveryMs = performance.now() - startedAt;
  const isWhole = (await read(stage.sql)) === whole.told;
  const before = await everything(stage.sql);
  await run(stage, where);
  const way = where === stage.file ? 'file' : 'address';
  return {
    way,
    ...killed,
    recoveryMs,
    isWhole,
    changedBySecond: differences(before, await everything(stage.sql)),
    told: await countTold(stage.sql),
  };
}

/** Kills the server that works on an import, and starts it again. */
async function killServers(stage: Stage, whole: { told: string }): Promise<Round[]> {
  const { sql, dataDir, env } = stage;
  const document = JSON.parse(JSON.stringify(fileOf(stage.fake.history))) as unknown;
  const rounds: Round[] = [];
  let isSetUp = false;
  for (let round = 0; round < kills.server; round++) {
    await empty(sql);
    let product = await startProduct({ dataDir, env });
    const operator: Operator = isSetUp ? signIn(product) : await signUp(product, { page_name: 'Fernhill' });
    isSetUp = true;
    const wish = { source: 'statuspage', document, file_name: 'page.json' };
    const { id } = await operator.post<{ id: string }>('imports', wish);
    await reach(sql, id, 'checked');
    await operator.post(`imports/${id}/apply`, {});
    await pause(Math.random() * 700);
    const gone = once(product.process, 'exit');
    product.process.kill('SIGKILL');
    await gone;
    const killed = await look(sql);
    const startedAt = performance.now();
    product = await startProduct({ dataDir, env });
    await reach(sql, id, 'done');
    const recoveryMs = performance.now() - startedAt;
    const isWhole = (await read(sql)) === whole.told;
    const before = await everything(sql);
    const again = await operator.post<{ id: string }>('imports', wish);
    await reach(sql, again.id, 'checked');
    await operator.post(`imports/${again.id}/apply`, {});
    await reach(sql, again.id, 'done');
    await product.stop();
    const changedBySecond = differences(before, await everything(sql));
    rounds.push({ way: 'server', ...killed, recoveryMs, isWhole, changedBySecond, told: await countTold(sql) });
  }
  return rounds;
}

function start({ env }: Stage, where: string): ChildProcess {
  const [node, ...args] = startCommand;
  return spawn(node, [...args.slice(0, -1), 'import', 'statuspage', where], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function run(stage: Stage, where: string): Promise<void> {
  const [code] = (await once(start(stage, where), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The import ended with ${code}.`);
}

async function reach(sql: Sql, id: string, state: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const [row] = await sql<
      { state: string; failure: string | null }[]
    >`select state, failure from imports where id = ${id}`;
    if (row?.state === state) return;
    if (row?.failure || Date.now() > deadline)
      throw new Error(`The import is ${row?.state}: ${row?.failure ?? 'too slow'}`);
    await pause(10);
  }
}

async function empty(sql: Sql): Promise<void> {
  await sql`truncate imports, imported, incidents, components, component_groups, audit cascade`;
}

async function countTold(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select ((select count(*) from notices) + (select count(*) from deliveries) + (select count(*) from letters))::int as count
  `;
  return row?.count ?? 0;
}

/** What a kill has left behind. */
async function look(sql: Sql): Promise<Pick<Round, 'isHalfWay' | 'halves'>> {
  const [row] = await sql<{ done: number; pages: number; halves: number }[]>`
    select (select count(*) from imported)::int as done, (select count(*) from import_pages)::int as pages,
      (select count(*) from incidents i
        where not exists (select from incident_updates u where u.incident_id = i.id)
          or not exists (select from imported m where m.kind = 'incident' and m.id = i.id))::int as halves
  `;
  const isHalfWay = (row?.done ?? 0) > 0 && (row?.pages ?? 0) > 0;
  return { isHalfWay, halves: row?.halves ?? 0 };
}

/** What readers have of it, and what uptime is reckoned from. */
async function read(sql: Sql): Promise<string> {
  const [row] = await sql<{ all: string }[]>`
    select json_build_array(
      (select json_agg(json_build_array(id, name, status, impact, impact_override, started_at, resolved_at, scheduled_for,
        created_at, postmortem_body) order by id) from incidents),
      (select json_agg(json_build_array(id, status, body, display_at, affected_components) order by id) from incident_updates),
      (select json_agg(json_build_array(id, name, group_id, position, status, start_date) order by id) from components),
      (select json_agg(json_build_array(id, name, position) order by id) from component_groups),
      (select json_agg(json_build_array(component_id, status, starts_at, ends_at, incident_id) order by incident_id, component_id, starts_at)
        from component_changes where told)
    )::text as all
  `;
  return row?.all ?? '';
}

async function everything(sql: Sql): Promise<string[]> {
  const rows = await sql<{ row: string }[]>`
    select i::text as row from incidents i union all select u::text from incident_updates u
    union all select c::text from components c union all select g::text from component_groups g
    union all select a::text from incident_components a union all select c::text from component_changes c
    union all select i::text from imported i
  `;
  return rows.map(({ row }) => row).toSorted();
}

function differences(before: readonly string[], after: readonly string[]): number {
  const known = new Set(before);
  const now = new Set(after);
  return after.filter((row) => !known.has(row)).length + before.filter((row) => !now.has(row)).length;
}
