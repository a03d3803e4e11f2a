import { type AlertMapping, alertPresets } from '@allswell/protocol';

/** Where the parts of an alert stand in what well-known senders deliver: a beginning, to be tried and changed. */
export const mappingPresets: Record<string, AlertMapping> = Object.fromEntries(
  alertPresets.map(({ name, mapping }) => [name, mapping]),
);
