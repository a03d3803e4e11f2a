import { StatusTimeline } from './status-timeline.ts';

export { StatusTimeline } from './status-timeline.ts';

declare global {
  interface HTMLElementTagNameMap {
    'status-timeline': StatusTimeline;
  }
}

// A page may load this twice, from two addresses.
if (!customElements.get('status-timeline')) customElements.define('status-timeline', StatusTimeline);
