import { type Crowd, type Speed, tellCrowd } from '../../e2e/fan-out/isolated.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { median, round } from '../measure/statistics.ts';

const runs = 3;
const healthy = { email: 20_000, push: 20_000 };
const none: Crowd = { healthy, sick: { dead: 0, dripping: 0, refusing: 0 } };
const some: Crowd = { healthy, sick: { dead: 5_000, dripping: 5_000, refusing: 5_000 } };

export const proof: Proof = {
  promise:
    'A dead mail domain, one that drips and a push service that wants less leave the healthy ones nine tenths of their speed.',
  async measure() {
    const alone: Speed[] = [];
    const beside: Speed[] = [];
    await tellCrowd({ ...none, healthy: { email: 2_000, push: 2_000 } }); // warms the machine up
    for (let run = 0; run < runs; run += 1) {
      alone.push(await tellCrowd(none));
      beside.push(await tellCrowd(some));
    }
    const compare = (kind: 'email' | 'push'): Figure[] => {
      const [theirs, ours] = [alone, beside].map((speeds) => median(speeds.map((speed) => speed[kind])));
      const share = round((ours ?? 0) / (theirs ?? Infinity));
      return [
        { name: `healthy ${kind} alone`, value: Math.round(theirs ?? 0), unit: 'a second' },
        { name: `healthy ${kind} beside sick ones`, value: Math.round(ours ?? 0), unit: 'a second' },
        { name: `what ${kind} keeps of its speed`, value: share, unit: '', at_least: 0.9 },
      ];
    };
    const tries = (kind: keyof Speed['tries']) => Math.max(...beside.map((speed) => speed.tries[kind]));
    return [
      ...compare('email'),
      ...compare('push'),
      { name: 'tries at the dead domain meanwhile', value: tries('dead'), unit: '', at_least: 1 },
      { name: 'tries at the dripping one', value: tries('dripping'), unit: '', at_least: 1 },
      { name: 'tries at the push service that wants less', value: tries('refusing'), unit: '', at_least: 1 },
    ];
  },
};
