import type { Translation } from './en.ts';

/** Every word of the panel, in Spanish. */
export const es: Translation = {};
