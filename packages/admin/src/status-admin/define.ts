import '../admins/define.ts';
import '../audit/define.ts';
import '../components/define.ts';
import '../incidents/define.ts';
import '../overview/define.ts';
import '../settings/define.ts';
import '../sign-in/define.ts';
import { defineOnce } from './define-once.ts';
import { StatusAdmin } from './status-admin.ts';

defineOnce('status-admin', StatusAdmin);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin': StatusAdmin;
  }
}
