import '../admins/define.ts';
import '../audit/define.ts';
import '../backfill/define.ts';
import '../components/define.ts';
import '../history/define.ts';
import '../incidents/define.ts';
import '../maintenance/define.ts';
import '../overview/define.ts';
import '../settings/define.ts';
import '../sign-in/define.ts';
import '../templates-screen/define.ts';
import { StatusAdmin } from './status-admin.ts';

// A page may load this twice, from two addresses.
if (!customElements.get('status-admin')) customElements.define('status-admin', StatusAdmin);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin': StatusAdmin;
  }
}
