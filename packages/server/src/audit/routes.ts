import type { AuditEntry } from '@allswell/protocol';
import { auditEntrySchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageQuerySchema } from '../http/pagination.ts';
import { type Route, read } from '../http/route.ts';
import { type AuditRow, countEntries, findEntries } from './store.ts';

export const auditRoutes: Route[] = [
  read(
    {
      path: '/api/v1/audit',
      summary: 'Who did what, newest first',
      query: pageQuerySchema,
      answer: v.array(auditEntrySchema),
    },
    async ({ sql, query, url }) => {
      const rows = await findEntries(sql, { limit: query.per_page, offset: offsetOf(query) });
      return ok(rows.map(toEntry), linkHeader(url, query, await countEntries(sql)));
    },
  ),
];

function toEntry({ id, at, admin_id, admin_email, action, subject_type, subject_id, changes }: AuditRow): AuditEntry {
  const admin = admin_email === null ? null : { id: admin_id ?? '', email: admin_email };
  return { id, at: at.toISOString(), admin, action, subject_type, subject_id, changes };
}
