import type { furtherEn as atHand } from './further-en.ts';

/** Stands in for further-en-at-hand.ts in the build of the hosted page: the views beyond the overview bring their words. */
export const furtherEn = {} as typeof atHand;
