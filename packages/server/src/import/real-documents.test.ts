import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { readFile } from './begin-import.ts';
import { importNow } from './testing/run-import.ts';

// Documents of real pages, where somebody has them: ALLSWELL_PAYLOADS names the folder.
const folder = process.env['ALLSWELL_PAYLOADS'];
const names = folder ? readdirSync(folder).filter((name) => /statuspage-(summary|components).*\.json$/.test(name)) : [];

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

test('documents of real pages come over, once', { skip: names.length === 0 && 'there are none' }, async () => {
  for (const name of names) {
    const pages = readFile('statuspage', readFileSync(path.join(folder ?? '', name), 'utf8'));
    const run = () => importNow(database.sql, { source: 'statuspage', origin: name, pages });
    const done = await run();
    assert.equal(done.failure, null, name);
    assert.ok(done.counts.components.new > 0, name);
    const again = await run();
    for (const [key, one] of Object.entries(again.counts)) assert.equal(one.same, one.found, `${name} ${key}`);
  }
  assert.deepEqual([...(await database.sql`select from notices`)], []);
});
