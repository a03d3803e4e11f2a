import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminImports } from './imports.ts';
import { StatusAdminOneImport } from './one-import.ts';

defineOnce('status-admin-imports', StatusAdminImports);
defineOnce('status-admin-one-import', StatusAdminOneImport);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-imports': StatusAdminImports;
    'status-admin-one-import': StatusAdminOneImport;
  }
}
