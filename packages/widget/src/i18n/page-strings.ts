import type { ComponentStatus, MaintenancePhase } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';
import type { StoryStrings } from './story-strings.ts';

/** Every word of `<status-page>`. A language is an object of this shape; the `strings` property replaces single ones. */
export interface PageStrings extends StoryStrings {
  /** The sentence of the whole page, from Statuspage's English one. */
  overall: (sentence: string) => string;
  component: Record<Known<ComponentStatus>, string>;
  affected: (names: string[], more: number) => string;
  more: (amount: number) => string;
  lastUpdate: (ago: string) => string;
  quiet: string;
  lastOver: (ago: string) => string;
  loading: string;
  failed: string;
  failedText: string;
  unknown: string;
  unknownText: (ago: string, sentence: string) => string;
  stale: (ago: string) => string;
  incidents: string;
  maintenances: string;
  phase: Record<MaintenancePhase, string>;
  since: (when: string) => string;
  lasted: (duration: string) => string;
  components: string;
  otherComponents: string;
  noComponents: string;
  past: string;
  noPast: string;
  earlier: (amount: number) => string;
  allStatus: string;
  incidentGone: string;
  times: (zone: string) => string;
}
