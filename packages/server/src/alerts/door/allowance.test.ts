import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAllowances } from './allowance.ts';

const most = { deliveries: 60, bytes: 6_000, refusals: 3 };

test('so many deliveries are taken at once, and then one for each that is due again', () => {
  let ms = 0;
  const allowances = createAllowances(most, () => ms);
  for (let time = 0; time < 60; time++) assert.equal(allowances.takeDelivery('a', 1), null);
  assert.equal(allowances.takeDelivery('a', 1), 1);
  assert.equal(allowances.takeDelivery('b', 1), null, 'others have their own');
  ms = 1_000;
  assert.equal(allowances.takeDelivery('a', 1), null);
  assert.equal(allowances.takeDelivery('a', 1), 1);
});

test('large deliveries wait for as long as their bytes take, and the largest is taken some time', () => {
  let ms = 0;
  const allowances = createAllowances(most, () => ms);
  assert.equal(allowances.takeDelivery('a', 4_000), null);
  assert.equal(allowances.takeDelivery('a', 4_000), 20);
  ms = 20_000;
  assert.equal(allowances.takeDelivery('a', 4_000), null);
  ms = 80_000;
  assert.equal(allowances.takeDelivery('a', 9_000), null);
});

test('what is refused is kept now and then, and takes nothing from what is believed', () => {
  let ms = 0;
  const allowances = createAllowances(most, () => ms);
  const kept = () => Array.from({ length: 100 }, () => allowances.takeRefusal('a')).filter(Boolean).length;
  assert.equal(kept(), 3);
  assert.equal(allowances.takeDelivery('a', 1), null);
  ms = 20_000;
  assert.equal(kept(), 1);
});
