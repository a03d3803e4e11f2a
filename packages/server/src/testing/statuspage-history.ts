import type { ComponentStatus } from '@allswell/protocol';

// The page of an imaginary company at Statuspage, in the shapes of its documents, with what is odd about real ones.

/** An object as Statuspage writes it. */
export type Json = Record<string, unknown>;

/** Everything that a page at Statuspage holds. */
export interface StatuspageHistory {
  page: { id: string; name: string; url: string; time_zone: string; updated_at: string };
  groups: Json[];
  components: Json[];
  /** Newest first; maintenance too. */
  incidents: Json[];
  subscribers: Json[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const page_id = 'fernhillpage';

/** A time as it is written there: with milliseconds, in the offset of a zone. */
export function stampOf(instant: Date, offsetMinutes = -480): string {
  const local = new Date(instant.getTime() + offsetMinutes * minuteMs).toISOString().slice(0, -1);
  const size = Math.abs(offsetMinutes);
  const clock = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${clock}`;
}

/** An id as Statuspage makes them: 12 letters and digits. */
export function statuspageId(kind: string, number: number): string {
  return kind + String(number).padStart(12 - kind.length, '0');
}

const componentNames = [
  ['API', 'Platform'],
  ['Webhooks', 'Platform'],
  ['Checkout', 'Shop'],
  ['Search', 'Shop'],
  ['Dashboard', null],
  ['Dashboard', 'Shop'],
] as const;
const impacts = ['none', 'minor', 'major', 'critical'] as const;
const statusOf: Record<string, ComponentStatus> = {
  none: 'operational',
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
};

export interface HistoryOptions {
  /** How many incidents that are over. */
  incidents?: number;
  /** How many maintenances that are over. */
  maintenances?: number;
  /** Something is going on, and something is planned. */
  isLiving?: boolean;
  subscribers?: number;
  now?: Date;
}

/** Writes a history of incidents two days apart, newest first, and of maintenance. */
export function writeHistory({
  incidents = 50,
  maintenances = 4,
  isLiving = true,
  subscribers = 3,
  now = new Date(),
}: HistoryOptions = {}): StatuspageHistory {
  const at = (days: number, minutes = 0) =>
    new Date(Math.floor(now.getTime() / 1_000) * 1_000 - days * dayMs + minutes * minuteMs);
  const made = stampOf(at(900));
  const groups = ['Platform', 'Shop'].map((name, index) => ({
    id: statuspageId('group', index + 1),
    page_id,
    name,
    description: null,
    position: index + 1,
    components: componentNames.flatMap(([, group], place) => (group === name ? [statuspageId('comp', place + 1)] : [])),
    created_at: made,
    updated_at: made,
  }));
  const components: Json[] = componentNames.map(([name, group], index) => ({
    id: statuspageId('comp', index + 1),
    page_id,
    group_id: groups.find((one) => one.name === group)?.id ?? null,
    name,
    description: index === 0 ? 'What programs talk to.' : null,
    status: isLiving && index === 2 ? 'partial_outage' : 'operational',
    position: group === null ? 3 : index + 1,
    showcase: index !== 4,
    only_show_if_degraded: index === 3,
    start_date: index === 1 ? stampOf(at(700)).slice(0, 10) : null,
    group: false,
    created_at: made,
    updated_at: made,
  }));
  const named = (place: number) => {
    const component = components[place % components.length] ?? {};
    const group = groups.find((one) => one.id === component['group_id']);
    const name = String(component['name']);
    return { code: component['id'], name: group ? `${group.name} - ${name}` : name, component };
  };

  const update = (incident: string, number: number, when: Date, rest: Json): Json => ({
    id: statuspageId(`u${incident[0]}${incident.slice(-4)}n`, number),
    incident_id: incident,
    created_at: stampOf(when),
    updated_at: stampOf(when),
    display_at: stampOf(when),
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
    affected_components: null,
    ...rest,
  });

  const past = Array.from({ length: incidents }, (_, index): Json => {
    const id = statuspageId('inc', index + 1);
    const impact = impacts[index % 4] ?? 'none';
    const { code, name, component } = named(index);
    const begin = at(2 * index + 3);
    const bad = statusOf[impact] ?? 'operational';
    // Old ones say nothing of their components but which they are.
    const tells = index < incidents / 2;
    const affected = (old_status: string, new_status: string) =>
      tells ? [{ code, name, old_status, new_status }] : null;
    const later = (minutes: number) => new Date(begin.getTime() + minutes * minuteMs);
    return {
      id,
      page_id,
      name: `${String(component['name'])} is in trouble, number ${index + 1}`,
      status: index === 4 ? 'postmortem' : 'resolved',
      impact,
      impact_override: null,
      created_at: stampOf(begin),
      updated_at: stampOf(later(45)),
      started_at: stampOf(begin),
      monitoring_at: stampOf(later(30)),
      resolved_at: stampOf(later(45)),
      scheduled_for: null,
      scheduled_until: null,
      shortlink: `https://stspg.io/${id}`,
      reminder_intervals: null,
      components: [component],
      postmortem_body: index === 4 ? 'A <b>disk</b> was full.' : null,
      postmortem_published_at: index === 4 ? stampOf(later(600)) : null,
      incident_updates: [
        ...(index === 4 ? [update(id, 4, later(600), { status: 'postmortem', body: 'A <b>disk</b> was full.' })] : []),
        update(id, 3, later(45), {
          status: 'resolved',
          body: 'It is over.',
          affected_components: affected(bad, 'operational'),
        }),
        update(id, 2, later(30), { status: 'monitoring', body: index % 7 === 0 ? '' : 'We watch it.<br />Thank you.' }),
        update(id, 1, begin, {
          status: 'investigating',
          body:
            index % 5 === 0
              ? '<p>We look into <a href="https://fernhill.example/x">this</a>.</p><script>alert(1)</script>'
              : 'We look into *this*.',
          affected_components: affected('operational', bad),
        }),
      ],
    };
  });
  const work = (number: number, from: Date, until: Date, rest: Json): Json => {
    const id = statuspageId('plan', number);
    return {
      id,
      page_id,
      name: `New disks, number ${number}`,
      impact: number === 2 ? 'none' : 'maintenance',
      created_at: stampOf(new Date(from.getTime() - 3 * dayMs)),
      updated_at: stampOf(new Date(from.getTime() - 3 * dayMs)),
      started_at: stampOf(new Date(from.getTime() - 3 * dayMs)),
      monitoring_at: null,
      resolved_at: null,
      scheduled_for: stampOf(from),
      scheduled_until: stampOf(until),
      shortlink: `https://stspg.io/${id}`,
      reminder_intervals: null,
      components: [named(number).component],
      incident_updates: [
        update(id, 1, new Date(Math.min(from.getTime(), now.getTime()) - 3 * dayMs), {
          status: 'scheduled',
          body: 'We change disks.',
        }),
      ],
      ...rest,
    };
  };
  const done = Array.from({ length: maintenances }, (_, index): Json => {
    const number = index + 1;
    const [from, until] = [at(10 * number), at(10 * number, 90)];
    const whole = work(number, from, until, { status: 'completed', resolved_at: stampOf(until) });
    const [first] = whole['incident_updates'] as Json[];
    const id = String(whole['id']);
    return {
      ...whole,
      incident_updates: [
        update(id, 3, until, { status: 'completed', body: 'Done.' }),
        update(id, 2, from, { status: 'in_progress', body: 'We have begun.' }),
        first,
      ],
    };
  });
  const open: Json[] = isLiving
    ? [
        {
          ...past[2],
          id: statuspageId('open', 1),
          name: 'Checkout is in trouble now',
          status: 'identified',
          impact: 'major',
          created_at: stampOf(at(0, -50)),
          started_at: stampOf(at(0, -50)),
          updated_at: stampOf(at(0, -20)),
          monitoring_at: null,
          resolved_at: null,
          postmortem_body: null,
          components: [named(2).component],
          incident_updates: [
            update(statuspageId('open', 1), 2, at(0, -20), { status: 'identified', body: 'It is the disk.' }),
            update(statuspageId('open', 1), 1, at(0, -50), {
              status: 'investigating',
              body: 'We look.',
              affected_components: [
                { code: named(2).code, name: named(2).name, old_status: 'operational', new_status: 'partial_outage' },
              ],
            }),
          ],
        },
        work(90, at(-3), at(-3, 120), { status: 'scheduled' }),
      ]
    : [];
  const incidentsNewestFirst = [...open, ...past, ...done].toSorted((one, other) =>
    Date.parse(String(one['created_at'])) > Date.parse(String(other['created_at'])) ? -1 : 1,
  );
  return {
    page: {
      id: page_id,
      name: 'Fernhill',
      url: 'https://status.fernhill.example',
      time_zone: 'America/Los_Angeles',
      updated_at: stampOf(now),
    },
    groups,
    components,
    incidents: incidentsNewestFirst,
    subscribers: Array.from({ length: subscribers }, (_, index) => ({
      id: statuspageId('sub', index + 1),
      mode: index === 1 ? 'sms' : 'email',
      email: index === 1 ? null : `reader${index + 1}@customer.example`,
      phone_number: index === 1 ? '5551234' : null,
      quarantined_at: index === 2 ? made : null,
      components: index === 0 ? [] : undefined,
      created_at: made,
    })),
  };
}

/** The documents that everyone may read, as they are at one moment. */
export function documentsOf(history: StatuspageHistory): Record<string, Json> {
  const { page } = history;
  const isPlan = (one: Json) => one['scheduled_for'] != null;
  const isOpen = (one: Json) => !['resolved', 'postmortem', 'completed'].includes(String(one['status']));
  const plain = (one: Json) =>
    omit(one, [
      'postmortem_body',
      'postmortem_published_at',
      'impact_override',
      ...(isPlan(one) ? [] : ['scheduled_for', 'scheduled_until']),
    ]);
  const incidents = history.incidents.filter((one) => !isPlan(one)).map(plain);
  const plans = history.incidents.filter(isPlan).map(plain);
  const components = [
    ...history.groups.map((group) => ({
      ...group,
      status: 'operational',
      group: true,
      group_id: null,
      showcase: false,
      start_date: null,
      only_show_if_degraded: false,
    })),
    ...history.components,
  ];
  return {
    summary: {
      page,
      components,
      incidents: incidents.filter(isOpen),
      scheduled_maintenances: plans.filter(isOpen),
      status: { indicator: 'none', description: 'All Systems Operational' },
    },
    components: { page, components },
    incidents: { page, incidents: incidents.slice(0, 50) },
    'scheduled-maintenances': { page, scheduled_maintenances: plans.slice(0, 50) },
    'scheduled-maintenances/upcoming': {
      page,
      scheduled_maintenances: plans.filter((one) => one['status'] === 'scheduled'),
    },
    'scheduled-maintenances/active': {
      page,
      scheduled_maintenances: plans.filter((one) => ['in_progress', 'verifying'].includes(String(one['status']))),
    },
  };
}

/** The file that somebody saves of them. */
export function fileOf(history: StatuspageHistory): Json[] {
  const documents = documentsOf(history);
  return ['summary', 'incidents', 'scheduled-maintenances'].map((name) => documents[name] ?? {});
}

function omit(one: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(one).filter(([key]) => !keys.includes(key)));
}
