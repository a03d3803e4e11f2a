import { alertsFr } from './fr/alerts.ts';
import { importsFr } from './fr/imports.ts';
import { metricsFr } from './fr/metrics.ts';
import { uptimeFr } from './fr/uptime.ts';
import type { LaterStrings } from './later-en.ts';

/** The words of screens that are fetched when they are opened, in French. */
export const laterFr: LaterStrings = { ...alertsFr, ...metricsFr, ...uptimeFr, ...importsFr };
