import type { Bench } from '../measure/figure.ts';
import { compareSenders } from '../measure/mail-senders.ts';

export const bench: Bench = {
  promise: 'Signed by RSA with 2048 bits as well, an email costs less by a third, or more.',
  ratio_at_least: 1.5,
  measure: () => compareSenders({ sign: true }),
};
