import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminTemplates } from './templates.ts';

defineOnce('status-admin-templates', StatusAdminTemplates);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-templates': StatusAdminTemplates;
  }
}
