import { byTests } from '../measure/by-tests.ts';

export const proof = byTests(
  'No text becomes code: hostile text in every field, on every screen, document and element.',
  ['e2e/hostile-text.test.ts'],
);
