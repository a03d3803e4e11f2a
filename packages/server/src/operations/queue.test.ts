import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PollingFigures } from './polling.ts';
import type { QueueFigures } from './queue.ts';
import { serveWorkOperations } from './serve-work-operations.ts';

const well: QueueFigures = {
  waiting: [{ channel: 'email', count: 12 }],
  oldestDueSeconds: 3.5,
  isHeld: false,
  results: [{ channel: 'email', result: 'sent', count: 88 }],
  idleSeconds: 1,
};

async function ask(
  queue: () => Promise<QueueFigures>,
  path: string,
  polling?: () => PollingFigures,
): Promise<{ status: number; body: string }> {
  const served = await serveWorkOperations({ port: 0, figures: queue, polling, ending: new AbortController().signal });
  try {
    const answer = await fetch(`${served.url}${path}`);
    return { status: answer.status, body: await answer.text() };
  } finally {
    await served.close();
  }
}

test('a worker is ready while subscribers are told in time, also when they are many', async () => {
  assert.equal((await ask(async () => well, '/readyz')).status, 200);
  const inTheMiddle = { ...well, oldestDueSeconds: 80, idleSeconds: 0.01 };
  assert.equal((await ask(async () => inTheMiddle, '/readyz')).status, 200);
});

test('a worker is not ready when something is due for a minute and it gets nothing done', async () => {
  const stuck = { ...well, oldestDueSeconds: 61, idleSeconds: 61 };
  assert.equal((await ask(async () => stuck, '/readyz')).status, 503);
  assert.equal((await ask(async () => ({ ...stuck, isHeld: true }), '/readyz')).status, 200, 'it was asked to hold');
  assert.equal((await ask(() => Promise.reject(new Error('no database')), '/readyz')).status, 503);
});

test('the figures of the queue are told, and a database that is gone takes no others along', async () => {
  const { body } = await ask(async () => well, '/metrics');
  assert.match(body, /^allswell_deliveries_waiting\{channel="email"\} 12$/m);
  assert.match(body, /^allswell_deliveries_total\{channel="email",result="sent"\} 88$/m);
  assert.match(body, /^allswell_oldest_due_seconds 3\.5$/m);
  assert.match(body, /^allswell_sending_held 0$/m);
  const without = await ask(() => Promise.reject(new Error('no database')), '/metrics');
  assert.equal(without.status, 200);
  assert.match(without.body, /^process_resident_memory_bytes \d+$/m);
});

test('the figures of reading metrics are told, and which source rests', async () => {
  const polling = () => ({
    polls: [{ source: 'prometheus', result: 'ok', count: 7 }],
    inTheAir: 2,
    breakers: [
      { source: 'new_relic', isOpen: true },
      { source: 'prometheus', isOpen: false },
    ],
  });
  const { body } = await ask(async () => well, '/metrics', polling);
  assert.match(body, /^allswell_metric_polls_total\{source="prometheus",result="ok"\} 7$/m);
  assert.match(body, /^allswell_metric_polls_running 2$/m);
  assert.match(body, /^allswell_metric_source_resting\{source="new_relic"\} 1$/m);
});
