import type { NoticeContent, NoticeUpdate, Recipient } from '../../channel.ts';

const mostBytes = 256 * 1024;

/** The body that Statuspage sends to webhooks, so that whoever reads those reads ours. The newest update comes first. */
export function composeWebhook(notice: NoticeContent, to: Recipient, now: Date): string {
  const updates = [notice.update, ...notice.earlier];
  for (let shown = updates.length; ; shown--) {
    const body = JSON.stringify(bodyOf(notice, to, updates.slice(0, shown), now));
    if (Buffer.byteLength(body) <= mostBytes || shown === 1) return body;
  }
}

function bodyOf(
  { page, publicUrl, incident, components, update, earlier }: NoticeContent,
  to: Recipient,
  shown: NoticeUpdate[],
  now: Date,
) {
  const monitoring = [update, ...earlier].findLast(({ status }) => status === 'monitoring');
  return {
    meta: {
      unsubscribe: to.links.unsubscribe,
      documentation: `${publicUrl}/api/openapi.json`,
      generated_at: now.toISOString(),
    },
    page: { id: page.id, status_indicator: page.indicator, status_description: page.description },
    incident: {
      id: incident.id,
      page_id: page.id,
      name: incident.name,
      status: incident.status,
      impact: incident.impact,
      shortlink: incident.shortlink,
      created_at: incident.started_at.toISOString(),
      started_at: incident.started_at.toISOString(),
      updated_at: update.display_at.toISOString(),
      monitoring_at: monitoring?.display_at.toISOString() ?? null,
      resolved_at: incident.resolved_at?.toISOString() ?? null,
      scheduled_for: incident.scheduled_for?.toISOString() ?? null,
      scheduled_until: incident.scheduled_until?.toISOString() ?? null,
      incident_updates: shown.map((one) => ({
        id: one.id,
        incident_id: incident.id,
        status: one.status,
        body: one.body,
        created_at: one.display_at.toISOString(),
        updated_at: one.display_at.toISOString(),
        display_at: one.display_at.toISOString(),
        affected_components: one.affected_components,
      })),
      components,
    },
  };
}
