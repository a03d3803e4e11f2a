import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminAcceptInvite } from './accept-invite.ts';
import { StatusAdminForgotPassword } from './forgot-password.ts';
import { StatusAdminResetPassword } from './reset-password.ts';
import { StatusAdminSetUp } from './set-up.ts';

defineOnce('status-admin-set-up', StatusAdminSetUp);
defineOnce('status-admin-accept-invite', StatusAdminAcceptInvite);
defineOnce('status-admin-forgot-password', StatusAdminForgotPassword);
defineOnce('status-admin-reset-password', StatusAdminResetPassword);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-set-up': StatusAdminSetUp;
    'status-admin-accept-invite': StatusAdminAcceptInvite;
    'status-admin-forgot-password': StatusAdminForgotPassword;
    'status-admin-reset-password': StatusAdminResetPassword;
  }
}
