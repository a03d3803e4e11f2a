import { byTests } from '../measure/by-tests.ts';

export const proof = byTests(
  '/api/v2 is what Statuspage’s clients expect, down to the traps; one of them, written by others, reads us.',
  ['packages/server/src/page/build.test.ts', 'packages/server/src/page/reading.test.ts', 'e2e/outside-client.test.ts'],
);
