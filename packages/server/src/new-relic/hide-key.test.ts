import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHideKey, withoutKey } from './hide-key.ts';

const key = 'NRAK-P/LANTED+KEY=0123456789~é';
const hide = createHideKey(key);

test('a key is hidden as it is, in addresses, in JSON, folded, and in base64', () => {
  for (const spelling of [
    key,
    encodeURIComponent(key),
    JSON.stringify(key).slice(1, -1),
    key.toLowerCase(),
    key.toUpperCase(),
    Buffer.from(key).toString('base64'),
    Buffer.from(key).toString('base64url'),
  ]) {
    const hidden = hide(`before ${spelling} between ${spelling} after`);
    assert.doesNotMatch(hidden, /PLANTED|LANTED|lanted/, spelling);
    assert.match(hidden, /^before \[key\].{0,4} between \[key\].{0,4} after$/, spelling);
  }
});

test('whatever stands around it before it is encoded, of a key in base64 nothing is left that says it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (before, behind) => {
      const hidden = hide(`Basic ${Buffer.from(`${before}${key}${behind}`).toString('base64')}`);
      const read = Buffer.from(hidden.replaceAll('[key]', ' ').slice(6), 'base64').toString('latin1');
      assert.doesNotMatch(read, /ANTED/);
    }),
  );
});

test('other text stays as it is', () => {
  for (const text of ['', 'NRQL Syntax Error', 'NRAK-OTHER', '😀 İ'.repeat(9)]) assert.equal(hide(text), text);
});

test('an error keeps what it says and loses what hung on it, its causes too', () => {
  const cause = Object.assign(new TypeError(`with ${key}`), {
    code: 'ECONNRESET',
    request: { headers: { 'api-key': key } },
  });
  const plain = withoutKey(new Error(`failed for ${key}`, { cause }), hide);
  assert.equal(plain.message, 'failed for [key]');
  assert.deepEqual([(plain.cause as Error).name, (plain.cause as Error).message], ['TypeError', 'with [key]']);
  assert.equal((plain.cause as { code?: string }).code, 'ECONNRESET');
  assert.doesNotMatch(JSON.stringify([plain, plain.stack, plain.cause, (plain.cause as Error).stack]), /LANTED/);
  assert.equal(withoutKey(key, hide).message, '[key]');
});
