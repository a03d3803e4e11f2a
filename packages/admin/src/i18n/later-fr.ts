import { laterEn } from './later-en.ts';
import type { LaterStrings } from './later-en.ts';

export const laterFr: LaterStrings = laterEn;
