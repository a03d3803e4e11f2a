import { bench as signed } from '../cases/email-dkim.ts';
import { bench as plain } from '../cases/email.ts';
import type { Bench, Figure, Proof } from '../measure/figure.ts';

export const proof: Proof = {
  promise: 'Emails per second of processor time, against nodemailer’s default pool with the same texts and headers.',
  async measure() {
    return [
      ...(await figures('unsigned', plain)),
      ...(await figures('with DKIM by RSA of 2048 bits on both sides', signed)),
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
