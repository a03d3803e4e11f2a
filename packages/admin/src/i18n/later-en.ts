import { alertsEn } from './alerts-en.ts';
import { metricsEn } from './metrics-en.ts';

/** The words of screens that are fetched when they are opened, in English. */
export const laterEn = { ...alertsEn, ...metricsEn };

/** The shape of these words in any language. */
export type LaterStrings = typeof laterEn;
