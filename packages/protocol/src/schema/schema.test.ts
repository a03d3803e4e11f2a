import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { bodySchema, emailSchema, instantSchema, nameSchema, newIncidentSchema, timeZoneSchema } from './index.ts';

const refuses = (schema: v.GenericSchema<unknown>, value: unknown, reason: RegExp) => {
  const result = v.safeParse(schema, value);
  assert.equal(result.success, false, `${JSON.stringify(value)} is refused`);
  assert.match(result.issues[0].message, reason);
};

test('text is cleaned at the door: composed, one kind of line end, no white space around it', () => {
  assert.equal(v.parse(bodySchema, '  Cafe\u0301\r\nopen\ragain '), 'Café\nopen\nagain');
});

test('control characters and lone surrogates are refused with a word on what to do', () => {
  refuses(bodySchema, 'a\u0000b', /Remove the control characters/);
  refuses(bodySchema, 'a\u009bb', /Remove the control characters/);
  refuses(bodySchema, 'a\ud800', /lone surrogate/);
  assert.equal(v.parse(bodySchema, 'a\tb\nc 🙂'), 'a\tb\nc 🙂');
});

test('a name is one line of 1 to 200 characters', () => {
  refuses(nameSchema, '   ', /at least one character/);
  refuses(nameSchema, 'a\nb', /on one line/);
  refuses(nameSchema, 'a'.repeat(201), /at most 200 characters/);
  assert.equal(v.parse(nameSchema, ` ${'a'.repeat(200)} `).length, 200);
});

test('an emoji counts as one character, as people and JSON Schema count', () => {
  assert.equal(v.parse(nameSchema, '🙂'.repeat(200)), '🙂'.repeat(200));
  refuses(nameSchema, '🙂'.repeat(201), /at most 200 characters/);
});

test('an unknown key is refused, so that a misspelt one is never lost in silence', () => {
  const result = v.safeParse(newIncidentSchema, { name: 'Down', body: 'It is down.', statuss: 'identified' });
  assert.equal(result.success, false);
});

test('instants need an offset; zones are names of the IANA database', () => {
  refuses(instantSchema, '2026-11-24T02:00:00', /with its offset/);
  refuses(instantSchema, '2026-13-24T02:00:00Z', /does not exist/);
  refuses(instantSchema, '2026-02-30T02:00:00Z', /does not exist/);
  assert.equal(v.parse(instantSchema, '2026-11-24T02:00:00+01:00').toISOString(), '2026-11-24T01:00:00.000Z');
  refuses(timeZoneSchema, 'Mars/Olympus', /IANA/);
  refuses(timeZoneSchema, '+01:00', /IANA/);
  assert.equal(v.parse(timeZoneSchema, 'Europe/Berlin'), 'Europe/Berlin');
});

test('an admin has one plain address', () => {
  assert.equal(v.parse(emailSchema, ' Maya@Fernhill.Example '), 'maya@fernhill.example');
  for (const address of ['maya', 'a@b\r\nBcc: c@d', 'a@b, c@d', '"x y"@b.c', 'group: a@b;', 'a@', '@b']) {
    refuses(emailSchema, address, /Send an email address/);
  }
});
