import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEmailAddress } from './email-address.ts';

test('an address keeps its local part as it was written; its domain is known by its ASCII name', () => {
  assert.deepEqual(readEmailAddress('Maya.Lind+status@Fernhill.Example'), {
    address: 'Maya.Lind+status@fernhill.example',
    key: 'maya.lind+status@fernhill.example',
    domain: 'fernhill.example',
  });
  assert.deepEqual(readEmailAddress('maya@Bücher.example'), {
    address: 'maya@xn--bcher-kva.example',
    key: 'maya@xn--bcher-kva.example',
    domain: 'xn--bcher-kva.example',
  });
  for (const plain of ["o'brien@x.example", 'a@b.c.d.example', '1@2.example', 'a_b=c@x-y.example']) {
    assert.ok('address' in readEmailAddress(plain), plain);
  }
});

const foreign = [
  '',
  'maya',
  '@x.example',
  'maya@',
  'maya@x',
  'maya@x.example\r\nBcc: eve@evil.example',
  'maya@x.example\nRCPT TO:<eve@evil.example>',
  'maya@x.example\0',
  'maya@x.example, eve@evil.example',
  'maya@x.example;eve@evil.example',
  'maya@x.example eve@evil.example',
  'team: maya@x.example, eve@evil.example;',
  '"maya, eve@evil.example"@x.example',
  '"maya@x.example> eve@evil.example"@x.example',
  '"quoted"@x.example',
  'maya(comment)@x.example',
  'maya@(comment)x.example',
  'Maya <maya@x.example>',
  '<maya@x.example>',
  'maya@x.example>',
  'maya@x@evil.example',
  'maya@evil.example@x.example',
  'maya@[127.0.0.1]',
  'maya@[IPv6:::1]',
  'maya@127.0.0.1',
  'maya@2130706433.1',
  'maya@0x7f.1',
  '.maya@x.example',
  'maya.@x.example',
  'ma..ya@x.example',
  'maya@.x.example',
  'maya@x.example.',
  'maya@x..example',
  'maya@-x.example',
  'maya@x_y.example',
  'maya@x。example',
  'maya@x%2eexample',
  'maya@x.example/../',
  'maya\u2028@x.example',
  'mäya@x.example',
  '\u202emaya@x.example',
  'maya@x.example\u200b',
  'maya@xn--',
  'maya @x.example',
  ' maya@x.example',
  'eve%evil.example@x.example',
  'evil.example!eve@x.example',
  `${'a'.repeat(65)}@x.example`,
  `a@${'x'.repeat(64)}.example`,
  `${'a'.repeat(64)}@${'b23456789.'.repeat(19)}example`,
];

for (const address of foreign) {
  test(`no address: ${JSON.stringify(address).slice(0, 60)}`, () => {
    const read = readEmailAddress(address);
    assert.ok('problem' in read);
    assert.match(read.problem, /^[A-Z].*\.$/);
  });
}

test('whatever is written, what is taken for an address is one, and reads as itself', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('maya', '@', 'x.example', '\r\n', ',', '"', '<', '>', '(', ':', ';', 'ß', 'é', '.', ' '),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const read = readEmailAddress(pieces.join(''));
      if ('problem' in read) return;
      assert.match(read.address, /^[#$&'*+\-./0-9=?A-Z^_`a-z{|}~]+@[a-z0-9.-]+$/);
      assert.deepEqual(readEmailAddress(read.address), read);
    }),
    { numRuns: 2_000 },
  );
});
