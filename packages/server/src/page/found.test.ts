import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Dated, Found } from './found.ts';

interface Thing extends Dated {
  name: string;
}

const current = (name: string) => () => Promise.resolve({ found: { name }, isCurrent: true });
const broken = () => Promise.reject(new Error('The database is gone.'));
const provenAt = new Date('2026-11-22T14:36:00Z');

test('what was found is not looked up again until there is a change', async () => {
  const found = new Found<Thing>();
  await found.find('a', current('first'));
  assert.equal((await found.find('a', current('second')))?.name, 'first');
  found.renew(provenAt);
  assert.equal((await found.find('a', current('third')))?.name, 'third');
});

test('those who ask at the same time share one look', async () => {
  const found = new Found<Thing>();
  let looks = 0;
  const look = () => {
    looks++;
    return current('one')();
  };
  await Promise.all(Array.from({ length: 20 }, () => found.find('a', look)));
  assert.equal(looks, 1);
});

test('what was found before the change does while nothing can be looked up, and says when it was last true', async () => {
  const found = new Found<Thing>();
  await found.find('a', current('before'));
  found.renew(provenAt);
  found.renew(new Date(provenAt.getTime() + 60_000));
  assert.deepEqual(await found.find('a', broken), { name: 'before', staleSince: provenAt });
  await assert.rejects(found.find('b', broken));
  assert.deepEqual(await found.find('a', current('after')), { name: 'after' });
});

test('nothing of another epoch is told', async () => {
  const found = new Found<Thing>();
  await found.find('a', current('before'));
  found.renew(undefined);
  await assert.rejects(found.find('a', broken));
});

test('what the documents do not hold yet is told, but not kept', async () => {
  const found = new Found<Thing>();
  const ahead = () => Promise.resolve({ found: { name: 'ahead' }, isCurrent: false });
  assert.equal((await found.find('a', ahead))?.name, 'ahead');
  assert.equal(found.get('a'), undefined);
});

test('whoever asks for everything there ever was does not fill the memory', async () => {
  const found = new Found<Thing>();
  for (let index = 0; index < 1_000; index++) await found.find(`key ${index}`, current('one'));
  const kept = Array.from({ length: 1_000 }, (_, index) => found.get(`key ${index}`)).filter(Boolean);
  assert.equal(kept.length, 64);
  assert.ok(found.get('key 999'));
});
