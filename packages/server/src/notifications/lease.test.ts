import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clock, now } from './clock.ts';
import { Lease } from './lease.ts';

function fakeClock(): Clock & { monotonicMs: number; wallMs: number } {
  return {
    monotonicMs: 1_000,
    wallMs: 1_000_000,
    monotonic() {
      return this.monotonicMs;
    },
    wall() {
      return this.wallMs;
    },
  };
}

test('a lease is over before others may take over, and says so without waiting for a timer', () => {
  const clock = fakeClock();
  const lease = new Lease('token', { clock, from: now(clock), lengthMs: 30_000 });
  let aborted = 0;
  lease.signal.addEventListener('abort', () => (aborted += 1));
  clock.monotonicMs += 26_000;
  assert.equal(lease.isHeld, true);
  assert.equal(lease.signal.aborted, false);
  clock.monotonicMs += 1_500;
  assert.equal(lease.signal.aborted, true);
  assert.throws(() => lease.signal.throwIfAborted());
  assert.equal(aborted, 1, 'who listens hears it as well');
});

test('a machine that slept finds its leases over, though its monotonic clock stood still', () => {
  const clock = fakeClock();
  const lease = new Lease('token', { clock, from: now(clock), lengthMs: 30_000 });
  clock.wallMs += 3_600_000;
  assert.equal(lease.isHeld, false);
});

test('a lease that is prolonged counts from when that was asked for', () => {
  const clock = fakeClock();
  const lease = new Lease('token', { clock, from: now(clock), lengthMs: 30_000 });
  clock.monotonicMs += 20_000;
  lease.prolong(now(clock));
  clock.monotonicMs += 20_000;
  assert.equal(lease.isHeld, true);
  clock.monotonicMs += 10_000;
  assert.equal(lease.isHeld, false);
});

test('what is over is not prolonged any more', () => {
  const clock = fakeClock();
  const lease = new Lease('token', { clock, from: now(clock), lengthMs: 30_000 });
  lease.end();
  lease.prolong(now(clock));
  assert.equal(lease.isHeld, false);
});
