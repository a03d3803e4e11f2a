import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, type Sql } from '../db/connect.ts';
import { attachEmbedded, type Embedded } from '../db/embedded/attach.ts';
import { embeddedAddress } from '../db/embedded/folder.ts';
import { prepareDatabase } from '../db/prepare.ts';
import { startServer } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/folder.ts';
import { fileOf, writeHistory } from '../testing/statuspage-history.ts';
import { until } from '../testing/until.ts';
import { applyImport } from './apply-import.ts';
import { beginImport, readFile } from './begin-import.ts';
import { readImport } from './read-import.ts';

let folder: ReturnType<typeof temporaryFolder>;
let embedded: Embedded;
let sql: Sql;
before(async () => {
  folder = temporaryFolder();
  embedded = await attachEmbedded(folder.path);
  await prepareDatabase(embeddedAddress(folder.path));
  sql = connect(embeddedAddress(folder.path), { max: 3, deadlineMs: 20_000, name: 'the test' });
});
after(async () => {
  await sql.end({ timeout: 1 });
  await embedded.leave();
  folder[Symbol.dispose]();
});

const count = async (table: string) =>
  Number((await sql<{ count: string }[]>`select count(*) from ${sql(table)}`)[0]?.count);

test('a server that is killed half way through an import goes on with it when it is back, and tells nobody', async () => {
  await using first = await startServer({ ALLSWELL_DATA_DIR: folder.path });
  const pages = readFile('statuspage', fileOf(writeHistory({ incidents: 50 })));
  const id = await sql.begin((tx) =>
    beginImport({ tx, by: null }, { source: 'statuspage', origin: 'page.json', pages }, 'a secret'),
  );
  await until(async () => assert.equal((await readImport(sql, id)).state, 'checked'));
  await sql.begin((tx) => applyImport({ tx, by: null }, id));
  await until(async () => assert.ok((await count('incidents')) >= 3));
  await sql.begin(async (tx) => {
    await tx`select from page_state for update`;
    // It wants to go on, and waits for the page.
    await until(async () => {
      const [row] = await tx<{ waits: boolean }[]>`
        select exists (
          select from pg_stat_activity where application_name = 'allswell' and wait_event_type = 'Lock'
        ) as waits
      `;
      assert.ok(row?.waits);
    });
    await first.end('SIGKILL');
  });
  const before = await count('incidents');
  assert.ok(before < 55, 'it was not through');
  const [row] = await sql<{ halves: number }[]>`
    select count(*)::int as halves from incidents i
    where not exists (select from incident_updates u where u.incident_id = i.id)
      or not exists (select from imported m where m.kind = 'incident' and m.id = i.id)
  `;
  assert.equal(row?.halves, 0);

  await using second = await startServer({ ALLSWELL_DATA_DIR: folder.path });
  assert.ok(second.pid !== first.pid);
  await until(async () => assert.equal((await readImport(sql, id)).state, 'done'), 60_000);
  assert.equal(await count('incidents'), 55);
  for (const table of ['notices', 'deliveries', 'letters']) assert.equal(await count(table), 0, table);
});
