import type { Sql } from '../db/connect.ts';

/** Lets time pass for all that is written down: every instant lies so much further back. */
export async function timePasses(sql: Sql, howLong: string): Promise<void> {
  const by = sql`${howLong}::interval`;
  await sql.begin(async (tx) => {
    await tx`
      update incidents set
        created_at = created_at - ${by}, updated_at = updated_at - ${by}, started_at = started_at - ${by},
        monitoring_at = monitoring_at - ${by}, resolved_at = resolved_at - ${by}, cancelled_at = cancelled_at - ${by},
        scheduled_for = scheduled_for - ${by}, scheduled_until = scheduled_until - ${by},
        reminded_at = reminded_at - ${by}
    `;
    await tx`
      update incident_updates set
        created_at = created_at - ${by}, updated_at = updated_at - ${by}, display_at = display_at - ${by},
        says = case when says is not null
          then says || jsonb_build_object('at', (says ->> 'at')::timestamptz - ${by})
        end
    `;
    await tx`
      update incident_component_edits set created_at = created_at - ${by}, holds_from = holds_from - ${by}
    `;
    await tx`update component_changes set starts_at = starts_at - ${by}, ends_at = ends_at - ${by}`;
    await tx`update notices set created_at = created_at - ${by}, reminds_of = reminds_of - ${by}`;
    await tx`update maintenance_series set plan_at = plan_at - ${by}`;
  });
}
