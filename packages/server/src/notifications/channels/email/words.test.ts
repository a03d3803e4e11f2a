import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentStatuses, incidentStatuses, maintenanceStatuses } from '@allswell/protocol';
import { mailWords, tongueFor } from './words.ts';

/** Every word under the path to it; those with names in them are said of "Fernhill". */
function flat(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String((value as (...names: string[]) => unknown)('Fernhill', 'x'))]];
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}/${key}`));
}

const english = new Map(flat(mailWords.en, ''));
const same = /\/(direction|labelled|range)$/;

for (const [lang, words] of Object.entries(mailWords)) {
  test(`emails in ${lang} have a word for everything that English has one for`, () => {
    const list = flat(words, '');
    assert.deepEqual(list.map(([path]) => path).sort(), [...english.keys()].sort());
    for (const [path, text] of list) {
      assert.match(text, /\S/, path);
      assert.doesNotMatch(text, /undefined|\$\{|oops|!/i, path);
      if (lang !== 'en' && !same.test(path)) assert.notEqual(text, english.get(path), path);
    }
    for (const status of incidentStatuses) assert.ok(words.incident[status]);
    for (const status of maintenanceStatuses) assert.ok(words.maintenance[status]);
    for (const status of componentStatuses) assert.ok(words.component[status]);
  });
}

test('somebody is written to in their language, else in the page’s, else in English', () => {
  assert.equal(tongueFor('de-AT', 'fr').lang, 'de');
  assert.equal(tongueFor('de-AT', 'fr').locale, 'de-AT');
  assert.equal(tongueFor('pt-BR', 'fr').lang, 'fr');
  assert.equal(tongueFor('pt-BR', 'nl').lang, 'en');
  assert.equal(tongueFor('en').locale, 'en-GB');
  assert.equal(tongueFor('en-US').locale, 'en-US');
  assert.equal(tongueFor('ar').words.direction, 'rtl');
  // What Intl does not take is no reason to send nothing.
  assert.deepEqual([tongueFor('de-a').lang, tongueFor('de-a').locale], ['de', 'de']);
  assert.equal(tongueFor('constructor', '__proto__').lang, 'en');
});
