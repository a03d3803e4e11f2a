import { type Ended, endInTheMiddle } from '../../e2e/fan-out/ended.ts';
import type { Proof } from '../measure/figure.ts';

const subscribers = 20_000;
const rounds = 5;

export const proof: Proof = {
  promise:
    'A sender that is asked to end in the middle of a fan-out does so within ten seconds, and nobody is told twice.',
  async measure() {
    const all: Ended[] = [];
    for (let round = 0; round < rounds; round += 1) all.push(await endInTheMiddle(subscribers));
    const sum = (of: (one: Ended) => number) => all.reduce((total, one) => total + of(one), 0);
    return [
      {
        name: 'ends in the middle',
        value: all.filter((one) => one.atEnd < subscribers).length,
        unit: '',
        at_least: rounds,
      },
      { name: 'longest end', value: Math.round(Math.max(...all.map((one) => one.ms))), unit: 'ms', at_most: 10_000 },
      {
        name: 'ends with another code than 0',
        value: all.filter((one) => one.code !== 0).length,
        unit: '',
        at_most: 0,
      },
      { name: 'extra copies', value: sum((one) => one.extraCopies), unit: '', at_most: 0 },
      { name: 'lost', value: sum((one) => one.lost), unit: '', at_most: 0 },
      { name: 'left as being sent', value: sum((one) => one.leftUnderWay), unit: '', at_most: 0 },
    ];
  },
};
