import { alertSeverities, alertStates, type InnerAlert, maxNameLength } from '@allswell/protocol';
import { cut, keyOf, lineOf } from '../adapters/read/text.ts';
import { asText } from '../rules/fill-text.ts';

const most = { labels: 64, label: 100, value: 500, entities: 50, url: 2_000 };
/** What begins later than this is told by a clock, or in a unit, that cannot be trusted. */
const farAheadMs = 24 * 60 * 60_000;

/** An alert as it is kept and looked at: its texts within limits and on one line each, its times read. */
export interface CleanAlert
  extends Pick<InnerAlert, 'key' | 'state' | 'severity' | 'title' | 'url' | 'labels' | 'entities' | 'is_test'> {
  started_at: Date | null;
  ended_at: Date | null;
}

/** Cleans what a stranger says, once: what comes after relies on it. */
export function cleanAlert(alert: InnerAlert, now: Date): CleanAlert {
  const title = cut(asText(alert.title).normalize('NFC'), maxNameLength);
  const labels = Object.entries(alert.labels).slice(0, most.labels);
  return {
    key: keyOf(alert.key),
    state: alertStates.find((one) => one === alert.state) ?? 'info',
    severity: alertSeverities.find((one) => one === alert.severity) ?? null,
    title: title === '' ? '–' : title,
    url: webAddress(alert.url),
    labels: Object.fromEntries(labels.map(([name, value]) => [lineOf(name, most.label), lineOf(value, most.value)])),
    entities: alert.entities.slice(0, most.entities).map((name) => lineOf(name)),
    is_test: alert.is_test,
    started_at: instant(alert.started_at, now),
    ended_at: instant(alert.ended_at, now),
  };
}

function webAddress(text: string | null): string | null {
  if (text === null || text.length > most.url) return null;
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

function instant(text: string | null, now: Date): Date | null {
  if (text === null) return null;
  const at = new Date(text);
  const isTrusted = at.getTime() > 0 && at.getTime() < now.getTime() + farAheadMs;
  return isTrusted ? at : null;
}
