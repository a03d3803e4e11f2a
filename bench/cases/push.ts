import type { Bench } from '../measure/figure.ts';
import { racePush } from '../measure/push.ts';
import { round } from '../measure/statistics.ts';

export const bench: Bench = {
  promise: 'Web push costs a third of what the usual library costs, 50 messages at once, to the same push service.',
  ratio_at_least: 3,
  async measure() {
    const { ours, yardstick, runs } = await racePush({ messages: 1_500, runs: 5 });
    return {
      ours: round(ours),
      yardstick: round(yardstick),
      ratio: round(ours / yardstick),
      runs,
      unit: 'messages per CPU-second',
    };
  },
};
