import { alertsDe } from './de/alerts.ts';
import { importsDe } from './de/imports.ts';
import { metricsDe } from './de/metrics.ts';
import { uptimeDe } from './de/uptime.ts';
import type { LaterStrings } from './later-en.ts';

/** The words of screens that are fetched when they are opened, in German. */
export const laterDe: LaterStrings = { ...alertsDe, ...metricsDe, ...uptimeDe, ...importsDe };
