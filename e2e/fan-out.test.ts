import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restoreElsewhere } from './fan-out/copied.ts';
import { endInTheMiddle } from './fan-out/ended.ts';
import { tellCrowd } from './fan-out/isolated.ts';
import { fanOutWithFaults } from './fan-out/with-faults.ts';

// The same at the sizes that are promised: npm run prove -- fan-out-faults, fan-out-sigterm, restored-elsewhere, isolation.

test('nobody is lost, and hardly anybody told twice, when senders are killed and Postgres crashes', async () => {
  const kills = 3;
  const suffered = await fanOutWithFaults({ subscribers: 1_500, kills, crashes: 1, frozenMs: 0, withinMs: 120_000 });
  assert.equal(suffered.lost, 0);
  assert.equal(suffered.outOfOrder, 0);
  assert.ok(suffered.mostCopies <= 3, `${suffered.mostCopies} copies`);
  assert.ok(suffered.extraCopies <= (kills + 1) * 20, `${suffered.extraCopies} extra copies`);
});

test('a sender that is asked to end does so in time, tells nobody twice, and leaves the rest to the next one', async () => {
  const ended = await endInTheMiddle(1_500);
  assert.equal(ended.code, 0);
  assert.ok(ended.ms < 10_000, `${Math.round(ended.ms)} ms`);
  assert.ok(ended.atEnd < 1_500, 'it was in the middle');
  assert.deepEqual([ended.lost, ended.extraCopies, ended.outOfOrder, ended.leftUnderWay], [0, 0, 0, 0]);
});

test('a database that was restored elsewhere tells nobody anything until it is let', async () => {
  const copied = await restoreElsewhere(800, 2_000);
  assert.equal(copied.first, 800);
  assert.ok(copied.waiting > 0);
  assert.equal(copied.tooEarly, 0);
  assert.equal(copied.because, 'This database was restored from a backup.');
  assert.equal(copied.afterResume, copied.waiting);
});

test('a dead mail domain, a dripping one and a push service that wants less hold up nobody else', async () => {
  const healthy = { email: 400, push: 400 };
  const { email, push, tries } = await tellCrowd({ healthy, sick: { dead: 100, dripping: 100, refusing: 100 } });
  // One answer of the dripping domain takes fifteen seconds: who waited for a few of them would take minutes.
  assert.ok(healthy.email / email < 15, `${Math.round(healthy.email / email)} s`);
  assert.ok(healthy.push / push < 15, `${Math.round(healthy.push / push)} s`);
  for (const count of Object.values(tries)) assert.ok(count > 0 && count < 20, `${count} tries`);
});
