import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { anyPast } from './testing/any-past.ts';
import { judgePast } from './testing/judge-past.ts';
import { fromMemory, readBack } from './testing/keep-past.ts';

let t: TestDatabase;
before(async () => {
  t = await createTestDatabase();
});
after(() => t.drop());

test('whatever was and wherever the clocks change, days come to what going through them by the quarter comes to', () => {
  fc.assert(
    fc.property(anyPast(), (past) => {
      assert.equal(judgePast(past, fromMemory(past)), undefined);
    }),
    { numRuns: 150 },
  );
});

test('whatever the database holds, its rows come to the same', async () => {
  await fc.assert(
    fc.asyncProperty(anyPast(), async (past) => {
      assert.equal(judgePast(past, await readBack(t.sql, past)), undefined);
    }),
    { numRuns: 40 },
  );
});
