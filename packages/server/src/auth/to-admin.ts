import type { Admin } from '@allswell/protocol';
import type { AdminRow } from './store.ts';

/** An admin as other admins see them. */
export function toAdmin(row: AdminRow): Admin {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    state: row.state,
    created_at: row.created_at.toISOString(),
    last_signed_in_at: row.last_signed_in_at?.toISOString() ?? null,
  };
}
