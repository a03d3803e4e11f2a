import { byTests } from '../measure/by-tests.ts';

export const proof = byTests(
  'Forged tokens, spent ones and writes after signing out are refused; of twenty who set up at once one becomes admin.',
  ['packages/server/src/auth/access-token.test.ts', 'packages/server/src/auth/signing-in.test.ts'],
);
