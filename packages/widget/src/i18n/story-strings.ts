import type { IncidentStatus, MaintenanceStatus } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';

/** The words that every element needs to tell an incident. */
export interface StoryStrings {
  /** What an update says of where the incident stands. */
  status: Record<Known<IncidentStatus | MaintenanceStatus>, string>;
  justNow: string;
  ago: (duration: string) => string;
  on: (when: string) => string;
  in: (duration: string) => string;
  /** Beside an update whose text was changed after it had been published. */
  edited: string;
}
