import type { ComponentStatus, Impact, IncidentStatus } from '@allswell/protocol';
import type { Part } from './company.ts';

/** Which components an update changes, and to what. */
export type Parts = Partial<Record<Part, ComponentStatus>>;

/** What was said of an incident some time after it began. */
export interface Said {
  /** Minutes after the beginning. */
  after: number;
  status: Exclude<IncidentStatus, 'postmortem'>;
  body: string;
  parts?: Parts;
  /** What it said at first, and how many minutes later that was put right. */
  edited?: { from: string; after: number };
  /** How many minutes later it was taken back. */
  takenBack?: { after: number };
}

/** An incident that is over. */
export interface PastIncident {
  name: string;
  daysAgo: number;
  /** Time of the day at which it began, in the page's zone. */
  at: string;
  /** Affected without a change of status. */
  touches?: readonly Part[];
  impact?: Impact;
  /** From its beginning to its end. */
  told: readonly [Said, ...Said[]];
  /** Why it counts as no downtime, and how many hours after its beginning that was found out. */
  falseAlarm?: { afterHours: number; reason: string };
  /** Hours after its beginning at which it was published; null: still being written. */
  postmortem?: { afterHours: number | null; body: string; edited?: { from: string; afterHours: number } };
}

/** A maintenance that took place. */
export interface PastMaintenance {
  name: string;
  daysAgo: number;
  at: string;
  minutes: number;
  parts: readonly Part[];
  announced: { daysBefore: number; body: string };
  /** What was said at its start, and, a while before its end, when all was being looked over. */
  started: string;
  verifying: string;
  completed: string;
}
