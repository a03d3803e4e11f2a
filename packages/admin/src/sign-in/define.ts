import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminAcceptInvite } from './accept-invite.ts';
import { StatusAdminSetUp } from './set-up.ts';
import { StatusAdminSignIn } from './sign-in.ts';

defineOnce('status-admin-sign-in', StatusAdminSignIn);
defineOnce('status-admin-set-up', StatusAdminSetUp);
defineOnce('status-admin-accept-invite', StatusAdminAcceptInvite);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-sign-in': StatusAdminSignIn;
    'status-admin-set-up': StatusAdminSetUp;
    'status-admin-accept-invite': StatusAdminAcceptInvite;
  }
}
