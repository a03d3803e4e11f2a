import '../incidents/define.ts';
import '../overview/define.ts';
import '../sign-in/define.ts';
import { StatusAdmin } from './status-admin.ts';

// A page may load this twice, from two addresses.
if (!customElements.get('status-admin')) customElements.define('status-admin', StatusAdmin);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin': StatusAdmin;
  }
}
