import { alerts } from './es/alerts.ts';
import { imports } from './es/imports.ts';
import { metrics } from './es/metrics.ts';
import { uptime } from './es/uptime.ts';
import type { LaterStrings } from './later-en.ts';

/** The words of screens that are fetched when they are opened, in Spanish. */
export const laterEs: LaterStrings = { ...alerts, ...metrics, ...uptime, ...imports };
