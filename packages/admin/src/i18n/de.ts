import type { Translation } from './en.ts';

/** Every word of the panel, in German. */
export const de: Translation = {};
