import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { makePushReceiver } from '../../../testing/push-receiver.ts';
import { encrypt, maxPlaintextBytes, readReceiverKeys } from './encrypt.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

test('the example of RFC 8291 comes out byte for byte', () => {
  const keys = readReceiverKeys({
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  });
  assert.ok(keys);
  const point = bytes('BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  };
  const message = encrypt(Buffer.from('When I grow up, I want to be a watermelon'), keys, {
    pair: {
      privateKey: createPrivateKey({ key: jwk, format: 'jwk' }),
      publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
    },
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
  });
  const expected = [
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz',
    'AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  ].join('');
  assert.equal(message.toString('base64url'), expected);
});

test('any text is read again by an implementation that is not ours', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (text) => {
      const receiver = makePushReceiver();
      const keys = readReceiverKeys(receiver.keys);
      assert.ok(keys);
      assert.equal(receiver.read(encrypt(Buffer.from(text), keys)), text);
    }),
    { numRuns: 300 },
  );
});

test('the longest text fills a message of 4,096 bytes, and one byte more is refused', () => {
  const receiver = makePushReceiver();
  const keys = readReceiverKeys(receiver.keys);
  assert.ok(keys);
  const message = encrypt(Buffer.alloc(maxPlaintextBytes, 'a'), keys);
  assert.equal(message.length, 4_096);
  assert.equal(receiver.read(message), 'a'.repeat(maxPlaintextBytes));
  assert.throws(() => encrypt(Buffer.alloc(maxPlaintextBytes + 1), keys), RangeError);
});

test('no two messages share a key or a salt', () => {
  const keys = readReceiverKeys(makePushReceiver().keys);
  assert.ok(keys);
  const messages = Array.from({ length: 600 }, () => encrypt(Buffer.from('the same'), keys));
  const distinct = (part: (message: Buffer) => Buffer) =>
    new Set(messages.map((message) => createHash('sha256').update(part(message)).digest('hex'))).size;
  assert.equal(
    distinct((message) => message.subarray(0, 16)),
    600,
  );
  assert.equal(
    distinct((message) => message.subarray(21, 86)),
    600,
  );
});

test('keys that no browser makes are told apart before anything is sent', () => {
  const { keys } = makePushReceiver();
  assert.ok(readReceiverKeys(keys));
  for (const wrong of [
    null,
    'keys',
    {},
    { ...keys, auth: 'AAAA' },
    { ...keys, p256dh: keys.p256dh.slice(0, 40) },
    { ...keys, p256dh: Buffer.alloc(65).toString('base64url') },
    { ...keys, p256dh: Buffer.alloc(65, 4).toString('base64url') }, // not on the curve
    { p256dh: 7, auth: 8 },
  ])
    assert.equal(readReceiverKeys(wrong), undefined);
});
