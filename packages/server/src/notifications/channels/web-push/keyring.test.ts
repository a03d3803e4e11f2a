import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePushReceiver } from '../../../testing/push-receiver.ts';
import { Keyring } from './keyring.ts';

test('the keys of a subscriber are read once, and another secret makes them others', () => {
  const keyring = new Keyring();
  const { keys } = makePushReceiver();
  const read = keyring.keysOf({ ...keys });
  assert.ok(read);
  assert.equal(keyring.keysOf({ ...keys }), read);
  const { auth } = makePushReceiver().keys;
  const other = keyring.keysOf({ ...keys, auth });
  assert.equal(other?.auth.toString('base64url'), auth);
  assert.notEqual(other, read);
  assert.equal(keyring.keysOf({ ...keys, auth: 'x' }), undefined);
  assert.equal(keyring.keysOf({}), undefined);
});
