import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminAdmins } from './admins.ts';

defineOnce('status-admin-admins', StatusAdminAdmins);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-admins': StatusAdminAdmins;
  }
}
