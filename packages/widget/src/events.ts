import type { Indicator, MaintenancePhase } from '@allswell/protocol';
import type { Known } from './source/decode.ts';

/** How a banner stands. */
export type BannerState = 'clear' | 'maintenance' | 'incident' | 'resolved' | 'unknown';

/** What a banner can be about. */
export type StoryKind = 'incident' | 'maintenance';

const options = { bubbles: true, composed: true };

/** What a banner says has changed. */
export class StatusChangeEvent extends Event {
  readonly state: BannerState;
  /** Where the maintenance it is about stands. */
  readonly phase: MaintenancePhase | null;
  /** How the whole page stands. */
  readonly indicator: Known<Indicator>;

  constructor(state: BannerState, phase: MaintenancePhase | null, indicator: Known<Indicator>) {
    super('status-change', options);
    this.state = state;
    this.phase = phase;
    this.indicator = indicator;
  }
}

/** The reader opened the details. */
export class StatusOpenEvent extends Event {
  readonly kind: StoryKind;
  readonly id: string;

  constructor(kind: StoryKind, id: string) {
    super('status-open', options);
    this.kind = kind;
    this.id = id;
  }
}

/** The reader put the banner away. */
export class StatusDismissEvent extends Event {
  readonly kind: StoryKind;
  readonly id: string;
  readonly phase: MaintenancePhase | null;

  constructor(kind: StoryKind, id: string, phase: MaintenancePhase | null) {
    super('status-dismiss', options);
    this.kind = kind;
    this.id = id;
    this.phase = phase;
  }
}

declare global {
  interface HTMLElementEventMap {
    'status-change': StatusChangeEvent;
    'status-open': StatusOpenEvent;
    'status-dismiss': StatusDismissEvent;
  }
}
