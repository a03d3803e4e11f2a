import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hintOf, readEmailAddress } from './email-address.ts';

test('an address is kept as its owner wrote it, with the domain in ASCII', () => {
  assert.deepEqual(readEmailAddress('Maya.Ruiz+status@Fernhill.Example'), {
    address: 'Maya.Ruiz+status@fernhill.example',
    key: 'maya.ruiz+status@fernhill.example',
    inbox: 'mayaruiz@fernhill.example',
    domain: 'fernhill.example',
  });
  assert.equal(readEmailAddress('maya@exämple.de')?.address, 'maya@xn--exmple-cua.de');
  assert.equal(readEmailAddress("o'neil@例え.jp")?.domain, 'xn--r8jz45g.jp');
});

test('all spellings of one inbox are one inbox', () => {
  const spellings = [
    'm.a.y.a@bücher.example',
    'MAYA@BÜCHER.EXAMPLE',
    'maya+1@xn--bcher-kva.example',
    'maya@bücher。example',
  ];
  assert.equal(new Set(spellings.map((text) => readEmailAddress(text)?.inbox)).size, 1);
  assert.equal(readEmailAddress('maya@googlemail.com')?.inbox, 'maya@gmail.com');
  // Composed and decomposed letters are the same letters.
  assert.equal(readEmailAddress('maya@bu\u0308cher.example')?.key, readEmailAddress('maya@bücher.example')?.key);
  // An address that is nothing but a tag is an inbox of its own.
  assert.equal(readEmailAddress('+a@fernhill.example')?.inbox, '+a@fernhill.example');
});

test('whatever could be read as another recipient, or as more than one, is no address', () => {
  const refused = [
    '',
    'maya',
    '@fernhill.example',
    'maya@',
    'maya@fernhill',
    'maya@@fernhill.example',
    'maya@fernhill.example@evil.example',
    'maya@fernhill.example,eve@evil.example',
    'maya@fernhill.example;eve@evil.example',
    'maya@fernhill.example eve@evil.example',
    ' maya@fernhill.example',
    'maya@fernhill.example\r\nBcc: eve@evil.example',
    'maya@fernhill.example\n',
    'maya@fernhill.example\u0000',
    'ma\u0000ya@fernhill.example',
    '"maya"@fernhill.example',
    '"a@b.example,"@fernhill.example',
    'maya(eve)@fernhill.example',
    'maya@(comment)fernhill.example',
    'friends: maya@fernhill.example;',
    'Maya <maya@fernhill.example>',
    '<maya@fernhill.example>',
    'maya@[127.0.0.1]',
    'maya@127.0.0.1',
    'maya@127.1',
    'maya@0x7f.1',
    'maya@fernhill.example.',
    'maya@.fernhill.example',
    'maya@fernhill..example',
    'maya@-fernhill.example',
    'maya@fernhill-.example',
    'maya@fern_hill.example',
    'maya@fernhill%2eexample',
    'maya%0d@fernhill.example\r',
    'maya@fernhill.example:25',
    'maya@fernhill.example/x',
    'maya@fern\u00adhill.example',
    'maya@fern\u200bhill.example',
    'maya@\u202efernhill.example',
    '.maya@fernhill.example',
    'maya.@fernhill.example',
    'ma..ya@fernhill.example',
    'mäya@fernhill.example',
    'maya＠fernhill.example',
    'maya\\@fernhill.example',
    'eve%evil.example@fernhill.example',
    'evil.example!eve@fernhill.example',
    '"maya@x.example> eve@evil.example"@fernhill.example',
    'maya@fernhill.example\nRCPT TO:<eve@evil.example>',
    'maya\u2028@fernhill.example',
    'mailto:maya@fernhill.example',
    `${'m'.repeat(65)}@fernhill.example`,
    `maya@${'a'.repeat(64)}.example`,
    `maya@${`${'a'.repeat(60)}.`.repeat(5)}example`,
  ];
  for (const text of refused) assert.equal(readEmailAddress(text), undefined, JSON.stringify(text));
});

test('an odd but honest address is taken', () => {
  for (const text of ["a#$&'*+/=?^_`{|}~-b@fernhill.example", 'm@a.bc', `${'m'.repeat(64)}@fernhill.example`]) {
    assert.equal(readEmailAddress(text)?.address, text);
  }
});

test('a long text is refused at once', () => {
  const start = performance.now();
  for (const text of ['a'.repeat(100_000), `a@${'a.'.repeat(50_000)}`, `${'a.'.repeat(32)}@${'a-'.repeat(100)}!`])
    assert.equal(readEmailAddress(text), undefined);
  assert.ok(performance.now() - start < 1_000);
});

test('a hint tells an owner which address it is, and nobody else what it is', () => {
  assert.equal(hintOf('maya.ruiz@fernhill.example'), 'm…@fernhill.example');
  assert.equal(hintOf('https://push.example/abc'), '…');
});

test('whatever is written, what is taken for an address is one, and reads as itself', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('maya', '@', 'x.example', '\r\n', ',', '"', '<', '>', '(', ':', ';', 'ß', 'é', '.', ' '),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const read = readEmailAddress(pieces.join(''));
      if (!read) return;
      assert.match(read.address, /^[#$&'*+\-./0-9=?A-Z^_`a-z{|}~]+@[a-z0-9.-]+$/);
      assert.deepEqual(readEmailAddress(read.address), read);
    }),
    { numRuns: 2_000 },
  );
});
