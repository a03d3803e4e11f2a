import { playStorm } from '../../packages/server/src/alerts/cases/testing/storm.ts';
import { createTestDatabase } from '../../packages/server/src/testing/database.ts';
import type { Figure, Proof } from '../measure/figure.ts';

const storm = { alerts: 1_000, seconds: 3_600 };

export const proof: Proof = {
  promise:
    'A check that fires and ends a thousand times in an hour is one incident and seven updates at most, and the page is right afterwards.',
  async measure() {
    const database = await createTestDatabase();
    try {
      const figures: Figure[] = [{ name: 'alerts in an hour of a played clock', value: storm.alerts, unit: '' }];
      for (const hold_seconds of [300, 60, 0]) {
        const after = await playStorm(database.sql, { ...storm, hold_seconds });
        const isRight = after.state === 'resolved' && after.componentStatus === 'operational';
        const held = `held for ${hold_seconds} s`;
        figures.push(
          { name: `incidents, ${held}`, value: after.incidents, unit: '', at_least: 1, at_most: 1 },
          { name: `public updates in the hour, ${held}`, value: after.updates, unit: '', at_most: 7 },
          { name: `public updates with the quiet after it, ${held}`, value: after.updatesInAll, unit: '', at_most: 8 },
          { name: `resolved, components given back, ${held}`, value: isRight ? 1 : 0, unit: '', at_least: 1 },
          { name: `alerts taken, ${held}`, value: after.deliveriesPerSecond, unit: 'a second' },
        );
      }
      return figures;
    } finally {
      await database.drop();
    }
  },
};
