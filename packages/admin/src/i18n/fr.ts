import type { Translation } from './en.ts';

/** Every word of the panel, in French. */
export const fr: Translation = {};
