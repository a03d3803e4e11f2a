import type { Translation } from './en.ts';

/** Every word of the panel, in Arabic. */
export const ar: Translation = {};
