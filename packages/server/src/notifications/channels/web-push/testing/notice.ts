import { parse } from '../../../../text/parse.ts';
import type { NoticeContent } from '../../../channel.ts';

type Incident = NoticeContent['incident'];

export interface NoticeSketch {
  kind?: NoticeContent['kind'];
  incident?: Partial<Incident>;
  body?: string;
  page?: Partial<NoticeContent['page']>;
}

/** What one notice says, as the sender is handed it. */
export function makeNotice({ kind = 'update', incident, body, page }: NoticeSketch = {}): NoticeContent {
  const text = body ?? 'Some payments are declined. We are **looking into it**.';
  const whole: Incident = {
    id: 'incident1',
    name: 'Card payments are failing',
    status: 'investigating',
    impact: 'major',
    started_at: new Date('2026-11-22T12:00:00Z'),
    resolved_at: null,
    scheduled_for: null,
    scheduled_until: null,
    time_zone: null,
    cancelled_at: null,
    version: 1,
    shortlink: 'https://status.fernhill.example/incidents/incident1',
    ...incident,
  };
  return {
    id: 'notice1',
    number: 1,
    kind,
    moved_from: null,
    page: {
      id: 'page1',
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
    publicUrl: 'https://status.fernhill.example',
    incident: whole,
    components: [],
    update: {
      id: 'update1',
      status: whole.status,
      body: text,
      body_nodes: parse(text),
      affected_components: [],
      display_at: new Date('2026-11-22T12:00:00Z'),
    },
    earlier: [],
  };
}

/** A maintenance that is planned for an hour of the next day. */
export function makePlan(sketch: NoticeSketch = {}, start = new Date('2026-11-23T14:00:00Z')): NoticeContent {
  return makeNotice({
    body: 'We move the database. Payments pause for a minute.',
    ...sketch,
    incident: {
      name: 'Moving the database',
      status: 'scheduled',
      impact: 'none',
      scheduled_for: start,
      scheduled_until: new Date(start.getTime() + 3_600_000),
      time_zone: 'Europe/Berlin',
      ...sketch.incident,
    },
  });
}
