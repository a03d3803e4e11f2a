import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricsDocument } from '@allswell/protocol';
import { servePage } from '../page/testing/serve-page.ts';
import { until } from '../testing/until.ts';
import { createPolledPage } from './testing/polled-page.ts';

test('readers cause no call upstream: a crowd of them as many as none', async () => {
  const t = await createPolledPage();
  const metrics = await t.metrics(10);
  for (let n = 0; n < metrics.length; n++)
    t.prometheus.series.set(`q${n}`, [(seconds) => String((seconds / 60) % (n + 2))]);
  const processes = [t.process(), t.process()];
  await t.play(processes, { seconds: 60, step: 20 });
  const served = await servePage({ sql: t.sql });
  try {
    await until(async () => {
      const { text } = await served.ask('/api/v2/metrics.json');
      const values = (JSON.parse(text) as MetricsDocument).metrics.map(({ value }) => value);
      assert.equal(values.filter((value) => value !== null).length, 10);
    });

    const callsWhile = async (work: () => Promise<void>): Promise<number> => {
      const before = t.prometheus.asked.length;
      await Promise.all([work(), t.play(processes, { seconds: 120, step: 20 })]);
      return t.prometheus.asked.length - before;
    };
    const alone = await callsWhile(async () => {});
    const crowded = await callsWhile(async () => {
      const paths = ['/', '/api/v2/page.json', '/api/v2/metrics.json', '/api/v2/metrics/week.json'];
      for (let n = 0; n < 400; n++) assert.equal((await served.ask(paths[n % paths.length] ?? '/')).status, 200);
    });
    assert.equal(alone, 20, 'ten metrics for two minutes');
    assert.equal(crowded, alone);
  } finally {
    await served.close();
    await t.drop();
  }
});
