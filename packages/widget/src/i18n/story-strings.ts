import type { IncidentStatus, MaintenanceStatus } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';

/** The words that every element needs to tell an incident. Amounts of time are said by `Intl`. */
export interface StoryStrings {
  /** What an update says of where the incident stands. */
  status: Record<Known<IncidentStatus | MaintenanceStatus>, string>;
  justNow: string;
  /** Before a day and a time, in a sentence. */
  on: (when: string) => string;
  /** Beside an update whose text was changed after it had been published. */
  edited: string;
}
