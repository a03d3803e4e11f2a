import { StatusSubscribe } from './status-subscribe.ts';

export { StatusSubscribe } from './status-subscribe.ts';

declare global {
  interface HTMLElementTagNameMap {
    'status-subscribe': StatusSubscribe;
  }
}

// A page may load this twice, from two addresses.
if (!customElements.get('status-subscribe')) customElements.define('status-subscribe', StatusSubscribe);
