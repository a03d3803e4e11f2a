import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchForKey } from '../testing/planted-key.ts';

test('the key is in nothing that the server says or keeps, whatever New Relic answers; readers notice nothing', {
  timeout: 240_000,
}, async () => {
  const { withKey, withNames, disturbed, scenes, texts } = await searchForKey({ isPatient: false });
  assert.deepEqual({ withKey, withNames, disturbed }, { withKey: [], withNames: [], disturbed: [] });
  assert.ok(scenes >= 30 && texts > 300);
});
