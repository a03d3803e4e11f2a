import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnreadableDelivery } from '../adapter.ts';
import { readLabels } from './labels.ts';
import { parseDelivery } from './parse-delivery.ts';
import { readSeverity } from './severity.ts';
import { bodyOf, cut, isPlaceholder, keyOf, lineOf } from './text.ts';
import { isNoTime, readTime } from './time.ts';
import { readWebAddress } from './web-address.ts';

const receivedAt = new Date('2026-09-21T14:00:00Z');
const timeOf = (value: unknown) => readTime(value, receivedAt)?.toISOString() ?? null;

test('an instant is the same in seconds, milliseconds, microseconds and nanoseconds, as number and as text', () => {
  const expected = '2026-09-21T13:33:20.000Z';
  for (const value of [1_789_997_600, 1_789_997_600_000, 1_789_997_600_000_000, '1789997600000000000']) {
    assert.equal(timeOf(value), expected, String(value));
    assert.equal(timeOf(String(value)), expected);
  }
  assert.equal(timeOf('1789997600.5'), '2026-09-21T13:33:20.500Z');
});

test('a written instant is read with its zone, with an offset without colon, with nanoseconds, and as UTC without any', () => {
  assert.equal(timeOf('2026-09-21T15:33:20+02:00'), '2026-09-21T13:33:20.000Z');
  assert.equal(timeOf('2026-09-21T13:33:20.093+0000'), '2026-09-21T13:33:20.093Z');
  assert.equal(timeOf('2026-09-21T13:33:20.123456789Z'), '2026-09-21T13:33:20.123Z');
  assert.equal(timeOf('2026-09-21 13:33:20.374'), '2026-09-21T13:33:20.374Z');
  assert.equal(timeOf('2026-09-21 13:33:20 UTC'), '2026-09-21T13:33:20.000Z');
});

test('what cannot be a time of an alert is none: other units, the far future, days that no calendar has, words', () => {
  for (const value of [
    29_833_293,
    1e308,
    -1,
    NaN,
    '9999-12-31T23:59:59Z',
    '2026-02-30T00:00:00Z',
    '1999-12-31',
    'now',
  ]) {
    assert.equal(timeOf(value), null, String(value));
  }
  for (const value of [null, true, {}, [1_789_997_600], '2026-09-21T13:33:20+99:00', '2026-09-21T25:00:00Z']) {
    assert.equal(timeOf(value), null, JSON.stringify(value));
  }
});

test("the year 1 and a zero say that there is no such time, which is nobody's fault", () => {
  assert.ok(isNoTime('0001-01-01T00:00:00Z'));
  assert.ok(isNoTime(0));
  assert.ok(!isNoTime('2026-09-21T13:33:20Z'));
});

test('integers that a number cannot hold stay the text that they were, and no others', () => {
  assert.deepEqual(
    parseDelivery('{"a":1502709956288000110,"b":9007199254740993,"c":9007199254740991,"d":1.5,"e":-9}'),
    {
      a: '1502709956288000110',
      b: '9007199254740993',
      c: 9_007_199_254_740_991,
      d: 1.5,
      e: -9,
    },
  );
  assert.deepEqual(parseDelivery('{"text":"1502709956288000110 and more"}'), { text: '1502709956288000110 and more' });
});

test('JSON that names the prototype changes none', () => {
  const parsed = parseDelivery('{"__proto__":{"polluted":true},"n":12345678901234567890}') as object;
  assert.equal(Object.getPrototypeOf(parsed), Object.prototype);
  assert.equal((parsed as { polluted?: unknown }).polluted, undefined);
});

test('what is no JSON is said to be none, however deep it is', () => {
  const deep = `${'['.repeat(200_000)}12345678901234567890`;
  for (const text of ['', '{', 'payload=%7B%7D', '<html>', '{"a":}', deep]) {
    assert.throws(() => parseDelivery(text), UnreadableDelivery);
  }
});

test('a title is one line without control characters, and is cut where a person counts 200', () => {
  assert.equal(lineOf('CPU\u0000 is\r\n\thigh\ud800\u2028 '), 'CPU is high\ufffd');
  const cutOff = lineOf('😀'.repeat(300));
  assert.equal(Array.from(cutOff).length, 200);
  assert.ok(cutOff.isWellFormed() && cutOff.endsWith('…'));
  assert.equal(lineOf('😀'.repeat(200)), '😀'.repeat(200));
  assert.equal(cut('abc', 3), 'abc');
});

test('what a sender explains keeps its lines', () => {
  assert.equal(bodyOf('one\r\n\r\ntwo\u0007 '), 'one\n\ntwo');
});

test('keys stay what they are; two long ones that begin alike, or differ in what is not seen, stay two', () => {
  assert.equal(keyOf('a1bc48475b20e73d'), 'a1bc48475b20e73d');
  const long = 'k'.repeat(400);
  assert.notEqual(keyOf(`${long}1`), keyOf(`${long}2`));
  assert.notEqual(keyOf('a\u0000b'), keyOf('ab'));
  assert.ok(keyOf(`${long}1`).length <= 300);
});

test('only whole http and https addresses are followed, and none with a password in it', () => {
  assert.equal(readWebAddress('https://grafana.fernhill.example/a?b=c'), 'https://grafana.fernhill.example/a?b=c');
  const none = [
    '?orgId=1',
    '/alerting',
    'https://',
    'javascript:alert(1)',
    'ftp://x.example',
    'https://u:p@x.example',
    '',
  ];
  for (const text of [...none, `https://x.example/${'a'.repeat(2_000)}`])
    assert.equal(readWebAddress(text), null, text);
});

test('labels are sixty short lines at most, of texts, numbers and truths, and none of them is the prototype', () => {
  const many = Array.from({ length: 100 }, (_, index): [string, unknown] => [`l${index}`, 'x'.repeat(1_000)]);
  assert.equal(Object.keys(readLabels(many)).length, 60);
  const labels = readLabels([
    ['__proto__', 'x'],
    ['constructor', 'mine'],
    ['n', 7],
    ['yes', true],
    ['list', ['a', 'b', null]],
    ['object', { a: 1 }],
    ['variable', '$HOSTNAME'],
    ['', 'x'],
  ]);
  assert.deepEqual(labels, { constructor: 'mine', n: '7', yes: 'true', list: 'a, b' });
  assert.equal(Object.getPrototypeOf(labels), Object.prototype);
});

test('severities are known by the words of most senders', () => {
  const known = {
    CRITICAL: 'critical',
    page: 'critical',
    P1: 'critical',
    'SEV-2': 'high',
    error: 'high',
    warning: 'medium',
  };
  for (const [word, severity] of Object.entries(known)) assert.equal(readSeverity(word), severity, word);
  for (const word of ['', 'constructor', 'P9', 'very', null]) assert.equal(readSeverity(word), null);
});

test('a variable that the sender did not replace is told from a value', () => {
  for (const text of ['$ALERT_SCOPE', '*monitorID*', '{{ issueId }}']) assert.ok(isPlaceholder(text), text);
  for (const text of ['$5 off', 'a *bold* word', 'CPU', '*']) assert.ok(!isPlaceholder(text), text);
});
