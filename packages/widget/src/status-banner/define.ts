import { StatusBanner } from './status-banner.ts';

export { StatusBanner } from './status-banner.ts';

declare global {
  interface HTMLElementTagNameMap {
    'status-banner': StatusBanner;
  }
}

// A page may load this twice, from two addresses.
if (!customElements.get('status-banner')) customElements.define('status-banner', StatusBanner);
