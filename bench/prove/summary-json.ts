import { bench as whole } from '../cases/summary-json.ts';
import { bench as notModified } from '../cases/summary-json-304.ts';
import type { Bench, Figure, Proof } from '../measure/figure.ts';

export const proof: Proof = {
  promise: 'Readers cost what bare node:http costs: summary.json per second of processor time.',
  async measure() {
    return [
      ...(await figures('answered 200', whole)),
      ...(await figures('answered 304, against the yardstick’s 200', notModified)),
    ];
  },
};

async function figures(name: string, { measure, ratio_at_least }: Bench): Promise<Figure[]> {
  const { ours, yardstick, ratio, unit } = await measure();
  return [
    { name, value: ratio, unit: 'of the yardstick', at_least: ratio_at_least },
    { name: `${name}: ours`, value: ours, unit },
    { name: `${name}: yardstick`, value: yardstick, unit },
  ];
}
