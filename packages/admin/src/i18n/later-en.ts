import { alertsEn } from './alerts-en.ts';
import { importsEn } from './imports-en.ts';
import { metricsEn } from './metrics-en.ts';
import { uptimeEn } from './uptime-en.ts';

/** The words of screens that are fetched when they are opened, in English. */
export const laterEn = { ...alertsEn, ...metricsEn, ...uptimeEn, ...importsEn };

/** The shape of these words in any language. */
export type LaterStrings = typeof laterEn;
