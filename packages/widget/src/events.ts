import type { Indicator, MaintenancePhase } from '@allswell/protocol';
import type { Known } from './source/decode.ts';

/** How a banner stands. */
export type BannerState = 'clear' | 'maintenance' | 'incident' | 'resolved' | 'unknown';

/** What a banner can be about. */
export type StoryKind = 'incident' | 'maintenance';

class StatusEvent extends Event {
  constructor(name: string, facts: object) {
    super(name, { bubbles: true, composed: true });
    Object.assign(this, facts);
  }
}

/** What a banner says has changed. */
export class StatusChangeEvent extends StatusEvent {
  declare readonly state: BannerState;
  /** Where the maintenance it is about stands. */
  declare readonly phase: MaintenancePhase | null;
  /** How the whole page stands. */
  declare readonly indicator: Known<Indicator>;

  constructor(state: BannerState, phase: MaintenancePhase | null, indicator: Known<Indicator>) {
    super('status-change', { state, phase, indicator });
  }
}

/** The reader opened the details. */
export class StatusOpenEvent extends StatusEvent {
  declare readonly kind: StoryKind;
  declare readonly id: string;

  constructor(kind: StoryKind, id: string) {
    super('status-open', { kind, id });
  }
}

/** The reader put the banner away. */
export class StatusDismissEvent extends StatusEvent {
  declare readonly kind: StoryKind;
  declare readonly id: string;
  declare readonly phase: MaintenancePhase | null;

  constructor(kind: StoryKind, id: string, phase: MaintenancePhase | null) {
    super('status-dismiss', { kind, id, phase });
  }
}

declare global {
  interface HTMLElementEventMap {
    'status-change': StatusChangeEvent;
    'status-open': StatusOpenEvent;
    'status-dismiss': StatusDismissEvent;
  }
}
