import type { ChannelName } from '@allswell/protocol';

// A file of its own: those who never subscribe do not fetch it.

/** The page has taken a request to be told of news. */
export class StatusSubscribeEvent extends Event {
  readonly channel: ChannelName;
  /** The incident or maintenance that is followed; null for everything that was chosen. */
  readonly incident: string | null;

  constructor(channel: ChannelName, incident: string | null) {
    super('status-subscribe', { bubbles: true, composed: true });
    this.channel = channel;
    this.incident = incident;
  }
}

declare global {
  interface HTMLElementEventMap {
    'status-subscribe': StatusSubscribeEvent;
  }
}
