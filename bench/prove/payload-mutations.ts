import { adapterOf } from '../../packages/server/src/alerts/adapters/index.ts';
import { capturedIn } from '../../packages/server/src/alerts/adapters/testing/captured.ts';
import { judge } from '../../packages/server/src/alerts/adapters/testing/judge.ts';
import { mutationsOf } from '../../packages/server/src/alerts/adapters/testing/mutate.ts';
import type { Sample } from '../../packages/server/src/alerts/adapters/testing/sample.ts';
import { samples } from '../../packages/server/src/alerts/adapters/testing/samples/index.ts';
import type { Figure, Proof } from '../measure/figure.ts';

const shown = 5;

interface Tally {
  deliveries: number;
  mutations: number;
  unreadable: number;
  threw: number;
  wrong: string[];
}

export const proof: Proof = {
  promise:
    'Whatever part of a delivery is missing, null or of another type, it is read right or not at all: nothing throws, and no alert fires or ends that does not.',
  async measure() {
    const folder = process.env['ALLSWELL_PAYLOADS'];
    const captured = folder ? capturedIn(folder) : [];
    return [
      ...figuresOf('written in the shapes of vendors', tally(samples)),
      ...(captured.length > 0 ? figuresOf('captured elsewhere', tally(captured)) : []),
    ];
  },
};

function tally(deliveries: readonly Sample[]): Tally {
  const all: Tally = { deliveries: deliveries.length, mutations: 0, unreadable: 0, threw: 0, wrong: [] };
  for (const sample of deliveries) {
    const adapter = adapterOf(sample.kind);
    const whole = { path: null, what: 'whole', body: sample.body };
    for (const { path, what, body } of [whole, ...mutationsOf(sample.body)]) {
      const verdict = judge(adapter, sample, body, path);
      if (path !== null) all.mutations += 1;
      if (verdict.unreadable) all.unreadable += 1;
      if (verdict.threw) all.threw += 1;
      if (verdict.wrong !== null) all.wrong.push(`${sample.name}, ${path ?? ''} ${what}: ${verdict.wrong}`);
    }
  }
  for (const one of all.wrong.slice(0, shown)) console.log(`  ${one}`);
  return all;
}

function figuresOf(name: string, { deliveries, mutations, unreadable, threw, wrong }: Tally): Figure[] {
  return [
    { name: `${name}: parts spoiled`, value: mutations, unit: `in ${deliveries} deliveries`, at_least: 1_000 },
    { name: `${name}: exceptions`, value: threw, unit: 'deliveries', at_most: 0 },
    {
      name: `${name}: wrong state, wrong key, or a test that opens something`,
      value: wrong.length,
      unit: 'deliveries',
      at_most: 0,
    },
    { name: `${name}: not read, with a reason`, value: unreadable, unit: '(for information)' },
  ];
}
