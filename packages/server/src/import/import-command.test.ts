import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Import } from '@allswell/protocol/schema';
import { connect, type Sql, type Tx } from '../db/connect.ts';
import { attachEmbedded, type Embedded } from '../db/embedded/attach.ts';
import { embeddedAddress } from '../db/embedded/folder.ts';
import { prepareDatabase } from '../db/prepare.ts';
import { allswell } from '../testing/command-line.ts';
import { type FakeStatuspage, startFakeStatuspage, statuspageKey, statuspageUrl } from '../testing/fake-statuspage.ts';
import { temporaryFolder } from '../testing/folder.ts';
import { fileOf, type StatuspageHistory, writeHistory } from '../testing/statuspage-history.ts';
import { until } from '../testing/until.ts';

const main = path.join(import.meta.dirname, '../main.ts');
let folder: ReturnType<typeof temporaryFolder>;
let embedded: Embedded;
let sql: Sql;
let fake: FakeStatuspage;
let history: StatuspageHistory;
let file: string;

before(async () => {
  folder = temporaryFolder();
  embedded = await attachEmbedded(folder.path);
  await prepareDatabase(embeddedAddress(folder.path));
  sql = connect(embeddedAddress(folder.path), { max: 3, deadlineMs: 20_000 });
  history = writeHistory({ incidents: 50, maintenances: 4 });
  fake = await startFakeStatuspage(history);
  file = path.join(folder.path, 'page.json');
  await writeFile(file, JSON.stringify(fileOf(history)));
});
after(async () => {
  await sql.end({ timeout: 1 });
  await embedded.leave();
  await fake.close();
  folder[Symbol.dispose]();
});

const env = () => ({
  ALLSWELL_DATA_DIR: folder.path,
  ALLSWELL_UPSTREAMS: [...fake.upstreams].map(([from, to]) => `${from}=${to}`).join(','),
});
const run = (words: string[], stdin = '') => allswell(['import', ...words], env(), stdin);
const count = async (table: string) =>
  Number((await sql<{ count: string }[]>`select count(*) from ${sql(table)}`)[0]?.count);
const jsonOf = (output: string) => JSON.parse(output.slice(output.indexOf('{\n  '))) as Import;

async function empty(): Promise<void> {
  await sql`truncate imports, imported, incidents, components, component_groups cascade`;
}

test('a trial says what would come over, and leaves nothing behind', async () => {
  const { code, output } = await run(['statuspage', file, '--dry-run']);
  assert.equal(code, 0, output);
  assert.match(output, /This would be imported from page\.json:/);
  assert.match(output, /incidents +50 new/);
  for (const table of ['incidents', 'components', 'imports', 'import_pages'])
    assert.equal(await count(table), 0, table);
});

test('an import killed half way goes on when it is run again, and a third time changes nothing', async () => {
  await empty();
  const child = spawnImport(['statuspage', file]);
  await killHalfWay(child);
  assert.ok((await count('incidents')) > 0);
  assert.ok((await count('incidents')) < 54);
  // The time passes in which somebody else would not touch it.
  await sql`update imports set leased_until = null`;
  const again = await run(['statuspage', file, '--json']);
  assert.equal(again.code, 0, again.output);
  assert.equal(await count('incidents'), 55);
  const before = await sql`select * from component_changes order by id`;
  const third = await run(['statuspage', file, '--json']);
  const { counts } = jsonOf(third.output);
  for (const [key, one] of Object.entries(counts)) assert.equal(one.same, one.found, key);
  assert.deepEqual(await sql`select * from component_changes order by id`, before);
  assert.equal(await count('notices'), 0);
});

test('a trial that is stopped leaves nothing behind either', async () => {
  const before = await count('imports');
  const child = spawnImport(['statuspage', statuspageUrl, '--dry-run']);
  const gone = once(child, 'exit');
  await until(async () => assert.ok((await count('import_pages')) > 0));
  child.kill('SIGINT');
  assert.deepEqual(await gone, [1, null]);
  assert.equal(await count('imports'), before);
  assert.equal(await count('import_pages'), 0);
});

test('a page is fetched by its address, and what a file brought of it is the same', async () => {
  // Each request is a second after the one before: the archive would take some more of them.
  fake.play('no archive');
  const { code, output } = await run(['statuspage', statuspageUrl, '--json']);
  fake.play('well');
  assert.equal(code, 0, output);
  assert.equal(jsonOf(output).counts.components.same, 6);
  assert.equal(jsonOf(output).counts.incidents.same, 50);
  assert.equal(await count('incidents'), 55);
});

test('with a key the API is asked, and the key stands nowhere', async () => {
  const { code, output } = await run(
    ['statuspage', '--page', history.page.id, '--api-key-stdin', '--dry-run'],
    `${statuspageKey}\n`,
  );
  assert.equal(code, 0, output);
  assert.ok(!output.includes(statuspageKey));
});

test('what cannot be imported is told in a sentence, with a code for scripts', async () => {
  await empty();
  const cut = path.join(folder.path, 'cut.json');
  await writeFile(cut, JSON.stringify(fileOf(history)).slice(0, 20_000));
  const other = path.join(folder.path, 'other.json');
  await writeFile(other, '{"monitors": []}');
  const cases = [
    [['statuspage', cut], 65, /is no whole JSON/],
    [['statuspage', other], 65, /is no document of Statuspage/],
    [['statuspage', path.join(folder.path, 'none.json')], 65, /There is no file/],
    [['status_site', other], 65, /not the database of status_site/],
    [['statuspage'], 64, /Say from where/],
    [['statuspage', '--page', 'x'], 64, /--api-key-stdin/],
    [['statuspage', 'https://10.0.0.1'], 65, /not on the public internet/],
    [['status_site', 'postgres://nobody@127.0.0.1:1/none'], 69, /does not answer/],
  ] as const;
  for (const [words, code, why] of cases) {
    const ended = await run([...words]);
    assert.equal(ended.code, code, ended.output);
    assert.match(ended.output, why);
    assert.ok(!/\n\s+at /.test(ended.output), ended.output);
  }
  assert.equal(await count('incidents'), 0);
});

function spawnImport(words: string[]): ChildProcess {
  return spawn(process.execPath, ['--conditions=source', main, 'import', ...words], {
    env: { PATH: process.env['PATH'], ...env() },
    stdio: 'ignore',
  });
}

/** Kills it while it waits for the page in the middle of its work. */
async function killHalfWay(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  const waits = async (tx: Tx) => {
    const [row] = await tx<{ waits: boolean }[]>`
      select exists (select from pg_stat_activity where application_name = 'allswell command' and wait_event_type = 'Lock') as waits
    `;
    assert.ok(row?.waits);
  };
  await until(async () => assert.ok((await count('incidents')) >= 3));
  await sql.begin(async (tx) => {
    await tx`select from page_state for update`;
    await until(() => waits(tx));
    child.kill('SIGKILL');
    await gone;
  });
}
