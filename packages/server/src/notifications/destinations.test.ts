import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from './clock.ts';
import { Destinations } from './destinations.ts';

const limit = 16;

function make() {
  let ms = 0;
  const clock: Clock = { monotonic: () => ms, wall: () => ms };
  const destinations = new Destinations('email', { limit, clock, random: () => 0.5 });
  return { destinations, passes: (by: number) => (ms += by) };
}

/** Begins as many sends as it may. */
function beginAll(destinations: Destinations, name: string): ReturnType<Destinations['begin']>[] {
  const begun: ReturnType<Destinations['begin']>[] = [];
  while (destinations.mayStart(name) && begun.length < limit) begun.push(destinations.begin(name));
  return begun;
}

test('a destination that is not known yet gets little room, and more with each quick answer', () => {
  const { destinations } = make();
  destinations.begin('new.example')('answered');
  const first = beginAll(destinations, 'new.example');
  assert.ok(first.length <= 3);
  for (const end of first) end('answered');
  for (let round = 0; round < 5; round += 1) for (const end of beginAll(destinations, 'new.example')) end('answered');
  assert.equal(beginAll(destinations, 'new.example').length, limit);
});

test('one that is slow keeps one place while others are quick, and has more room when nobody else is there', () => {
  const { destinations, passes } = make();
  const dripping = beginAll(destinations, 'dripping.example');
  passes(2_500);
  destinations.begin('quick.example')('answered');
  assert.equal(destinations.mayStart('dripping.example'), false);
  assert.equal(destinations.roomOf('dripping.example'), 0);
  assert.deepEqual(destinations.blocked(new Map()), ['dripping.example']);
  passes(6_000);
  assert.equal(destinations.mayStart('dripping.example'), true, 'nobody has been quick for a while');
  for (const end of dripping) end('answered');
});

test('one in trouble is left alone, for longer each time, tried by one, and forgiven', () => {
  const { destinations, passes } = make();
  const first = destinations.begin('dead.example')('trouble');
  assert.equal(first?.backsOffMs, 15_000);
  assert.equal(destinations.mayStart('dead.example'), false);
  assert.deepEqual(destinations.blocked(new Map()), ['dead.example']);
  passes(15_001);
  const [probe, ...more] = beginAll(destinations, 'dead.example');
  assert.equal(more.length, 0);
  assert.equal(probe?.('trouble')?.backsOffMs, 30_000);
  passes(30_001);
  destinations.begin('dead.example')('answered');
  assert.equal(destinations.hasRecovered('dead.example'), true);
  assert.equal(destinations.hasRecovered('dead.example'), false, 'that is said once');
  assert.equal(destinations.mayStart('dead.example'), true);
});

test('one that asks for time gets it', () => {
  const { destinations, passes } = make();
  assert.equal(destinations.begin('push.example')('trouble', 90_000)?.backsOffMs, 90_000);
  passes(60_000);
  assert.equal(destinations.mayStart('push.example'), false);
});

test('one address that fails says nothing of its destination, and many in a row do', () => {
  const { destinations } = make();
  for (let count = 1; count < 5; count += 1) assert.equal(destinations.begin('odd.example')('failed'), undefined);
  assert.ok(destinations.begin('odd.example')('failed'));
});

test('what another process has found counts here as well', () => {
  const { destinations, passes } = make();
  destinations.learn('dead.example', { backsOffMs: 5_000, failures: 3 });
  assert.equal(destinations.mayStart('dead.example'), false);
  passes(5_001);
  assert.equal(destinations.begin('dead.example')('trouble')?.failures, 4);
});
