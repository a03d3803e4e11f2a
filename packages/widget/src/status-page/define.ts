import { StatusPage } from './status-page.ts';

export { StatusPage } from './status-page.ts';

declare global {
  interface HTMLElementTagNameMap {
    'status-page': StatusPage;
  }
}

// A page may load this twice, from two addresses.
if (!customElements.get('status-page')) customElements.define('status-page', StatusPage);
