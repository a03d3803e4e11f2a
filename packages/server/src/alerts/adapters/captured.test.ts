import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adapterOf } from './index.ts';
import { capturedIn } from './testing/captured.ts';
import { judge } from './testing/judge.ts';
import { mutationsOf } from './testing/mutate.ts';

// Deliveries that were captured elsewhere stay there: whoever has some names their folder.
const folder = process.env['ALLSWELL_PAYLOADS'];
const skip = folder ? false : 'ALLSWELL_PAYLOADS names no folder';

test('deliveries that were captured are read as what they are, whole and with each part spoiled', {
  skip,
}, async (t) => {
  const captured = capturedIn(folder ?? '');
  assert.ok(captured.length > 0, `No delivery in ${folder} is understood by anyone.`);
  for (const sample of captured) {
    await t.test(sample.name, () => {
      const adapter = adapterOf(sample.kind);
      assert.equal(judge(adapter, sample, sample.body, null).wrong, null);
      for (const { path, what, body } of mutationsOf(sample.body)) {
        assert.equal(judge(adapter, sample, body, path).wrong, null, `${path}: ${what}`);
      }
    });
  }
});
