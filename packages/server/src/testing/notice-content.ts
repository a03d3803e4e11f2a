import type { NoticeContent, NoticeUpdate, Recipient } from '../notifications/channel.ts';
import { parse } from '../text/parse.ts';

const publicUrl = 'https://status.fernhill.example';

/** An update as notices carry it. */
export function makeNoticeUpdate(status: string, body: string, at: string): NoticeUpdate {
  return {
    id: `update${status.slice(0, 6)}`,
    status,
    body,
    body_nodes: parse(body),
    affected_components: [],
    display_at: new Date(at),
  };
}

/** What subscribers are told of an incident of Fernhill; each part can be another. */
export function makeNotice({
  page,
  incident,
  ...rest
}: Partial<Omit<NoticeContent, 'page' | 'incident'>> & {
  page?: Partial<NoticeContent['page']>;
  incident?: Partial<NoticeContent['incident']>;
} = {}): NoticeContent {
  return {
    id: 'notice000012',
    number: 12,
    kind: 'update',
    moved_from: null,
    publicUrl,
    page: {
      id: 'fernhillpage',
      name: 'Fernhill',
      time_zone: 'Europe/Berlin',
      languages: ['en', 'de', 'fr', 'es', 'ar'],
      default_language: 'en',
      support_url: null,
      accent_color: null,
      indicator: 'major',
      description: 'Partial System Outage',
      ...page,
    },
    incident: {
      id: 'cards0000001',
      name: 'Card payments are declined',
      status: 'identified',
      impact: 'major',
      started_at: new Date('2026-11-22T13:02:00Z'),
      resolved_at: null,
      scheduled_for: null,
      scheduled_until: null,
      time_zone: null,
      cancelled_at: null,
      version: 2,
      shortlink: `${publicUrl}/incidents/cards0000001`,
      ...incident,
    },
    components: [
      { id: 'checkout', name: 'Checkout', status: 'partial_outage' },
      { id: 'payments', name: 'Payments API', status: 'degraded_performance' },
    ],
    update: makeNoticeUpdate(
      'identified',
      'Our card processor refuses about **one payment in four**. Bank transfers and wallets work.\n\n' +
        '- Try again after a few minutes, or\n- choose another way to pay.\n\n' +
        'We have moved part of the traffic to our second processor; see [how to pay by transfer](https://fernhill.example/help/transfer).',
      '2026-11-22T13:32:00Z',
    ),
    earlier: [
      makeNoticeUpdate('investigating', 'Some card payments fail. We are looking into it.', '2026-11-22T13:05:00Z'),
    ],
    ...rest,
  };
}

/** What subscribers are told of a planned maintenance of Fernhill. */
export function makeMaintenanceNotice({ incident, ...rest }: Parameters<typeof makeNotice>[0] = {}): NoticeContent {
  return makeNotice({
    id: 'notice000013',
    number: 13,
    incident: {
      id: 'move00000001',
      name: 'Database move',
      status: 'scheduled',
      impact: 'none',
      started_at: new Date('2026-11-20T09:00:00Z'),
      scheduled_for: new Date('2026-11-24T01:00:00Z'),
      scheduled_until: new Date('2026-11-24T03:00:00Z'),
      time_zone: 'Europe/Berlin',
      version: 1,
      ...incident,
    },
    components: [{ id: 'webapp', name: 'Web app', status: 'operational' }],
    update: makeNoticeUpdate(
      'scheduled',
      'We move our database to newer machines. You can read everything meanwhile; nothing can be saved.',
      '2026-11-20T09:00:00Z',
    ),
    earlier: [],
    ...rest,
  });
}

/** Somebody who is told. */
export function makeRecipient(changes: Partial<Recipient> = {}): Recipient {
  const { subscription_id = '7' } = changes;
  const secret = 'Qx3vYf8nWk2LrT6sZpB1mJ4hG9dC7aE0uR5iO-tN_yV';
  return {
    subscription_id,
    address: 'maya@readers.example',
    details: {},
    locale: 'en',
    time_zone: 'Europe/Berlin',
    incident_id: null,
    links: {
      manage: `${publicUrl}/subscriptions/manage/${subscription_id}-${secret}`,
      unsubscribe: `${publicUrl}/subscriptions/unsubscribe/${subscription_id}-${secret}`,
    },
    ...changes,
  };
}
