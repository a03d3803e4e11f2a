import type { Proof } from '../measure/figure.ts';
import { racePush } from '../measure/push.ts';
import { round } from '../measure/statistics.ts';

export const proof: Proof = {
  promise: 'Browsers are told at a third of the usual cost, and what they are sent is what another program can read.',
  async measure() {
    const race = await racePush({ messages: 4_000, runs: 5 });
    const unit = 'messages per CPU-second of the sending process';
    return [
      {
        name: 'ours against the library of the web-push project, 50 at once',
        value: round(race.ours / race.yardstick),
        unit: 'times',
        at_least: 3,
      },
      { name: 'ours', value: round(race.ours), unit },
      { name: 'the library', value: round(race.yardstick), unit },
      { name: 'ours by the wall clock', value: round(race.oursPerSecond), unit: 'messages a second' },
      { name: 'the library by the wall clock', value: round(race.yardstickPerSecond), unit: 'messages a second' },
      { name: 'messages that did not arrive', value: race.sent - race.arrived, unit: '', at_most: 0 },
      { name: 'every thousandth, read by http_ece', value: race.read, unit: 'messages', at_least: 20 },
      { name: 'of those not what was sent', value: race.read - race.right, unit: '', at_most: 0 },
    ];
  },
};
