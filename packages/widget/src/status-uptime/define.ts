import { StatusUptime } from './status-uptime.ts';

export { StatusUptime } from './status-uptime.ts';

declare global {
  interface HTMLElementTagNameMap {
    'status-uptime': StatusUptime;
  }
}

// A page may load this twice, from two addresses.
if (!customElements.get('status-uptime')) customElements.define('status-uptime', StatusUptime);
