import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminSignIn } from './sign-in.ts';

defineOnce('status-admin-sign-in', StatusAdminSignIn);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-sign-in': StatusAdminSignIn;
  }
}
