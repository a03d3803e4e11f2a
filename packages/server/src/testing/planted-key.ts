import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { connect, type Sql } from '../db/connect.ts';
import { embeddedAddress } from '../db/embedded/folder.ts';
import { startServer } from './command-line.ts';
import { temporaryFolder } from './folder.ts';
import { type FakeNewRelic, type NewRelicScene, newRelicScenes, startFakeNewRelic } from './new-relic.ts';
import { until } from './until.ts';

/** A key that is found again, with all characters that are spelled otherwise somewhere. */
const key = 'NRAK-PL4NTED/KEY+THAT=IS&KNOWN%7E"0123456789';
/** What New Relic calls things, and how it is asked: for admins only. */
const ownNames = ['internal billing', 'FROM Transaction', 'newrelic', 'New Relic', 'apm.service'];

/** What was searched, and where something was found that ought not to be there. */
export interface SearchForKey {
  scenes: number;
  texts: number;
  bytes: number;
  /** Texts with the key in them, in whatever spelling. */
  withKey: string[];
  /** Texts for readers with a name of New Relic's in them. */
  withNames: string[];
  /** Answers to readers that were not as they are when all is well. */
  disturbed: string[];
}

interface Found {
  where: string;
  isPublic: boolean;
  body: Buffer;
}

/**
 * Runs the product with a key that can be recognised, takes it through all that New Relic can be like, and searches
 * everything that it says and keeps: answers to admins and readers, the log, figures for operators, files, database.
 */
export async function searchForKey({ isPatient }: { isPatient: boolean }): Promise<SearchForKey> {
  const fake = await startFakeNewRelic({ apiKey: key });
  using folder = temporaryFolder();
  await using server = await startServer({
    ...fake.env,
    ALLSWELL_DATA_DIR: folder.path,
    ALLSWELL_OPS_PORT: '0',
    ALLSWELL_LOG_LEVEL: 'trace',
  });
  const sql = connect(embeddedAddress(folder.path), { max: 1, deadlineMs: 30_000 });
  const found: Found[] = [];
  const disturbed: string[] = [];
  try {
    const visit = await signUp(server.page, server.setupToken, found);
    const ids = await makeMetrics(visit, fake);
    for (const scene of newRelicScenes) {
      await play(scene, { fake, sql, visit, isPatient });
      for (const where of ['/', '/api/v2/summary.json', '/api/v2/page.json', '/api/v2/metrics.json']) {
        const { status, text } = await visit.read(where);
        if (status !== 200 || /"values":\[[^\]]*\b0\b[,\]]/.test(text)) disturbed.push(`${scene}: ${where} ${status}`);
      }
    }
    fake.play('ok');
    await pollNow(sql);
    await until(async () => assert.equal((await sql`select id from metrics where last_error is not null`).length, 0));
    await visitEverything(visit, ids);
    for (const name of ['/metrics', '/readyz']) {
      const answer = await fetch(`${String(server.operations)}${name}`);
      found.push({ where: `operations ${name}`, isPublic: false, body: Buffer.from(await answer.text()) });
    }
    found.push(...(await dump(sql)));
  } finally {
    await sql.end({ timeout: 1 });
    await server.end();
    await fake.close();
  }
  found.push({ where: 'log', isPublic: false, body: Buffer.from(server.output()) }, ...filesIn(folder.path));
  return {
    scenes: newRelicScenes.length,
    texts: found.length,
    bytes: found.reduce((sum, { body }) => sum + body.byteLength, 0),
    withKey: found.filter(({ body }) => holdsKey(body)).map(({ where }) => where),
    withNames: found
      .filter(({ isPublic, body }) => isPublic && ownNames.some((name) => body.includes(name)))
      .map(({ where }) => where),
    disturbed,
  };
}

/** Plays a scene to whoever asks: admins who try and search, and the clock. */
async function play(
  scene: NewRelicScene,
  { fake, sql, visit, isPatient }: { fake: FakeNewRelic; sql: Sql; visit: Visit; isPatient: boolean },
): Promise<void> {
  fake.play(scene);
  fake.calls.length = 0;
  await sql`delete from rate_limits`;
  const tries = origins(fake).map((origin) => visit.send('POST', '/api/v1/metrics/try', { origin }));
  const lists = ['new-relic/entities', 'new-relic-rest/applications'].map((list) =>
    visit.read(`/api/v1/metric-sources/${list}?q=fern`),
  );
  const asked = pollNow(sql);
  if (scene === 'slow' && !isPatient) {
    await until(() => assert.ok(fake.calls.length >= 5));
    fake.play('reset');
  }
  await Promise.all([...tries, ...lists]);
  const since = await asked;
  await until(async () => {
    const waiting = await sql`
      select id from metrics where greatest(last_fetched_at, (last_error ->> 'at')::timestamptz) is null
        or greatest(last_fetched_at, (last_error ->> 'at')::timestamptz) < ${since}
    `;
    assert.equal(waiting.length, 0);
  }, 60_000);
  await visit.read('/api/v1/metrics');
}

/** Lets everything be due, as if all had been well. Answers when that was. */
async function pollNow(sql: Sql): Promise<Date> {
  return sql.begin(async (tx) => {
    await tx`update metric_upstreams set failures = 0, rests_until = null`;
    const [row] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
    // Nothing failed before: what did would be let through one by one.
    await tx`update metrics set next_poll_at = clock_timestamp(), failures = 0`;
    await tx`select pg_notify('allswell_metrics_due', '')`;
    return row?.now ?? new Date();
  });
}

/** Someone who visits addresses, and keeps what was answered. */
interface Visit {
  read(path: string): Promise<{ status: number; text: string }>;
  send(method: string, path: string, body: object): Promise<{ status: number; text: string }>;
}

async function signUp(page: string, token: string | undefined, found: Found[]): Promise<Visit> {
  let authorization = '';
  const ask = async (method: string, address: string, body?: object) => {
    const isPublic = !/^\/(api\/v1|auth)\/|openapi/.test(address);
    const answer = await fetch(`${page}${address}`, {
      method,
      headers: {
        origin: page,
        ...(authorization && !isPublic && { authorization }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    const content = Buffer.from(await answer.arrayBuffer());
    const head = [...answer.headers].map((pair) => pair.join(': ')).join('\n');
    found.push({ where: `${method} ${address} ${answer.status}`, isPublic, body: content });
    found.push({ where: `headers of ${method} ${address}`, isPublic, body: Buffer.from(head) });
    return { status: answer.status, text: content.toString('utf8') };
  };
  const who = { token, email: 'maya@fernhill.example', password: 'four random words do well' };
  const { access_token } = JSON.parse((await ask('POST', '/auth/setup', who)).text) as { access_token: string };
  authorization = `Bearer ${access_token}`;
  return { read: (address) => ask('GET', address), send: ask };
}

function origins({ entities }: FakeNewRelic): object[] {
  const entity_guid = entities[0]?.guid;
  const nrql = 'SELECT average(duration) FROM Transaction';
  return [
    { source: 'new_relic', query: { kind: 'nrql', nrql } },
    { source: 'new_relic', query: { kind: 'golden', entity_guid, figure: 'apdex' } },
    { source: 'new_relic_rest', query: { application_id: 987_654, figure: 'throughput' } },
  ];
}

async function makeMetrics(visit: Visit, fake: FakeNewRelic): Promise<string[]> {
  const made = origins(fake).map((origin, at) =>
    visit.send('POST', '/api/v1/metrics', { name: `Speed ${at}`, origin }),
  );
  return (await Promise.all(made)).map(({ status, text }) => {
    assert.equal(status, 201, text);
    return (JSON.parse(text) as { id: string }).id;
  });
}

/** Reads every address that the API describes, and what readers have. */
async function visitEverything(visit: Visit, ids: readonly string[]): Promise<void> {
  const { paths } = JSON.parse((await visit.read('/api/openapi.json')).text) as { paths: Record<string, object> };
  const [id = ''] = ids;
  for (const [address, methods] of Object.entries(paths))
    if ('get' in methods) await visit.read(address.replaceAll(/\{\w+\}/g, id));
  const documents = [
    'summary',
    'status',
    'components',
    'incidents',
    'page',
    'metrics',
    'metrics/week',
    'metrics/month',
  ];
  for (const document of documents) await visit.read(`/api/v2/${document}.json`);
  for (const address of [
    '/',
    '/history',
    '/maintenance',
    '/history.atom',
    '/history.rss',
    '/feed.json',
    '/calendar.ics',
  ])
    await visit.read(address);
}

async function dump(sql: Sql): Promise<Found[]> {
  const tables = await sql<{ name: string }[]>`select relname as name from pg_stat_user_tables`;
  const found: Found[] = [];
  // There is one connection: whoever waits for it in a crowd gives up.
  for (const { name } of tables) {
    const rows = await sql<{ row: string }[]>`select t::text as row from ${sql(name)} t`;
    found.push({ where: `table ${name}`, isPublic: false, body: Buffer.from(rows.map(({ row }) => row).join('\n')) });
  }
  return found;
}

/** Every file of the data folder, byte for byte: what was last known, and what Postgres has written. */
function filesIn(folder: string): Found[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ where: `file ${path.relative(folder, file)}`, isPublic: false, body: readFileSync(file) }));
}

/** The spellings are made here, not by what hides them. */
const spellings = [
  key,
  key.toLowerCase(),
  encodeURIComponent(key),
  JSON.stringify(key).slice(1, -1),
  Buffer.from(key).toString('hex'),
  ...['', 'x', 'xy'].flatMap((before) => {
    const inner = Buffer.from(before + key)
      .toString('base64')
      .slice(4, -4);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  }),
  'PL4NTED',
  '0123456789'.padStart(14, 'N%7E"'),
];

function holdsKey(body: Buffer): boolean {
  return spellings.some((spelling) => body.includes(spelling));
}
