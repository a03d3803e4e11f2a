import { byTests } from '../measure/by-tests.ts';

export const proof = byTests(
  'Everyone can use it: axe on every page, screen and banner, light and dark; the keyboard alone is enough.',
  ['e2e/axe.test.ts', 'e2e/keyboard.test.ts'],
);
