import { restoreElsewhere } from '../../e2e/fan-out/copied.ts';
import type { Proof } from '../measure/figure.ts';

const subscribers = 20_000;
const watchMs = 60_000;

export const proof: Proof = {
  promise:
    'A backup taken in the middle of a fan-out and restored elsewhere tells nobody anything until an operator wants it.',
  async measure() {
    const { waiting, tooEarly, seconds, afterResume, first } = await restoreElsewhere(subscribers, watchMs);
    return [
      {
        name: 'told by the first system, which went on',
        value: first,
        unit: '',
        at_least: subscribers,
        at_most: subscribers,
      },
      { name: 'waiting in the restored one', value: waiting, unit: '', at_least: 1 },
      { name: 'watched for', value: seconds, unit: 's' },
      { name: 'messages of the restored one until it was let', value: tooEarly, unit: '', at_most: 0 },
      { name: 'messages after that', value: afterResume, unit: '', at_least: waiting, at_most: waiting },
    ];
  },
};
