import type { Bench } from '../measure/figure.ts';
import { compareSenders } from '../measure/mail-senders.ts';

export const bench: Bench = {
  promise: 'An email costs half of what it costs by nodemailer’s default pool, or less.',
  ratio_at_least: 2,
  measure: () => compareSenders({ sign: false }),
};
