import { byTests } from '../measure/by-tests.ts';

export const proof = byTests(
  'Two incidents and a maintenance on one component, begun and ended in every order: component, page and history equal a model.',
  ['packages/server/src/closing-orders.test.ts'],
);
