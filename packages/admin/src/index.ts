export * from './events.ts';
export { StatusAdmin } from './status-admin/status-admin.ts';
