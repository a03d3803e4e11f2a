import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { anyChanges, requestOf } from './testing/any-change.ts';
import { judgePreview } from './testing/judge-preview.ts';

let t: TestApp;
let maya: TestAdmin;
const components: string[] = [];

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
  await maya.request('PATCH', '/api/v1/settings', { body: { time_zone: 'America/New_York' } });
  const start_date = new Date(Date.now() - 400 * 86_400_000).toISOString().slice(0, 10);
  for (const name of ['API', 'Web', 'Shop'])
    components.push(
      (await maya.request<{ id: string }>('POST', '/api/v1/components', { body: { name, start_date } })).body.id,
    );
  const group = { name: 'Storefront', components: components.slice(1) };
  assert.equal((await maya.request('POST', '/api/v1/component-groups', { body: group })).status, 201);
});
after(() => t.drop());

test('whatever is changed, the documents come to what its preview said, and it is refused where the change is', async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(anyChanges(12), async (changes) => {
      for (const change of changes) {
        const request = await requestOf(change, { admin: maya, components });
        if (!request) continue;
        const { wrong, refused } = await judgePreview(t, maya, request);
        assert.equal(wrong, undefined, JSON.stringify(request));
        if (!refused) made += 1;
      }
    }),
    // What was changed stays changed: a smaller case would not be the same one.
    { numRuns: 4, endOnFailure: true },
  );
  assert.ok(made >= 10, `${made} changes were made`);
});
