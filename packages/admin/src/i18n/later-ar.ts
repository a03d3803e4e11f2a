import { alerts } from './ar/alerts.ts';
import { imports } from './ar/imports.ts';
import { metrics } from './ar/metrics.ts';
import { uptime } from './ar/uptime.ts';
import type { LaterStrings } from './later-en.ts';

/** The words of screens that are fetched when they are opened, in Arabic. */
export const laterAr: LaterStrings = { ...alerts, ...metrics, ...uptime, ...imports };
