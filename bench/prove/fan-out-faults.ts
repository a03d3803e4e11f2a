import { fanOutWithFaults } from '../../e2e/fan-out/with-faults.ts';
import type { Proof } from '../measure/figure.ts';

const faults = { subscribers: 100_000, kills: 20, crashes: 2, frozenMs: 40_000, withinMs: 600_000 };

export const proof: Proof = {
  promise:
    'A hundred thousand subscribers hear the news, in order, while senders are killed twenty times, Postgres crashes twice and one sender sleeps past its lease.',
  async measure() {
    const { lost, extraCopies, mostCopies, outOfOrder, messages, seconds, kills, crashes } =
      await fanOutWithFaults(faults);
    return [
      { name: 'subscribers', value: faults.subscribers, unit: '' },
      { name: 'senders killed', value: kills, unit: '', at_least: faults.kills },
      { name: 'crashes of Postgres', value: crashes, unit: '', at_least: faults.crashes },
      { name: 'one sender frozen for', value: faults.frozenMs / 1_000, unit: 's' },
      { name: 'messages of three updates', value: messages, unit: '' },
      { name: 'lost', value: lost, unit: '', at_most: 0 },
      { name: 'extra copies', value: extraCopies, unit: '', at_most: 200 },
      { name: 'most copies of one update to one person', value: mostCopies, unit: '', at_most: 3 },
      { name: 'who heard older news after newer ones', value: outOfOrder, unit: '', at_most: 0 },
      { name: 'all of it', value: Math.round(seconds), unit: 's' },
    ];
  },
};
