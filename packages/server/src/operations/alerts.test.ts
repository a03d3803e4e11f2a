import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestDatabase } from '../testing/database.ts';
import { alertMetrics, readAlertFigures } from './alerts.ts';

test('operators see what became of deliveries of alerts, and how long the oldest waits', async () => {
  const { sql, drop } = await createTestDatabase();
  try {
    assert.deepEqual(await readAlertFigures(sql), { deliveries: [], oldestWaitingSeconds: 0 });
    await sql`insert into alert_sources (id, kind, name) values ('aaaaaaaaaaaa', 'grafana', 'Ours')`;
    await sql`
      insert into alert_deliveries (source_id, body, state, received_at)
      select 'aaaaaaaaaaaa', '', state, now() - interval '1 hour'
      from unnest(array['waiting', 'done', 'done', 'refused']) as state
    `;
    const figures = await readAlertFigures(sql);
    assert.ok(figures.oldestWaitingSeconds >= 3_600 && figures.oldestWaitingSeconds < 3_700);
    const text = alertMetrics(figures);
    assert.match(text, /^allswell_alert_deliveries\{kind="grafana",state="done"\} 2$/m);
    assert.match(text, /^allswell_alert_deliveries\{kind="grafana",state="refused"\} 1$/m);
    assert.match(text, /^allswell_alert_oldest_waiting_seconds 36\d\d/m);
  } finally {
    await drop();
  }
});
