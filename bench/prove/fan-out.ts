import { fanOut } from '../../e2e/fan-out/undisturbed.ts';
import type { Proof } from '../measure/figure.ts';
import { pssMegabytes } from '../measure/process.ts';

const subscribers = 100_000;

export const proof: Proof = {
  promise: 'A hundred thousand subscribers are told by email within 90 seconds, once each, by a process of 200 MB.',
  async measure() {
    const { seconds, most, lost, extraCopies } = await fanOut(subscribers, pssMegabytes);
    return [
      { name: 'subscribers', value: subscribers, unit: '' },
      { name: 'from the update to the last message taken', value: Math.round(seconds), unit: 's', at_most: 90 },
      { name: 'messages a second', value: Math.round(subscribers / seconds), unit: '' },
      { name: 'memory of the worker, at its most (PSS)', value: Math.round(most), unit: 'MB', at_most: 200 },
      { name: 'lost', value: lost, unit: '', at_most: 0 },
      { name: 'extra copies', value: extraCopies, unit: '', at_most: 0 },
    ];
  },
};
