import type {
  AdminMaintenance,
  Maintenance,
  MaintenanceStatus,
  MaintenanceUpdate,
  NewIncident,
  Occurrence,
  Series,
} from '@allswell/protocol';
import {
  cancellationSchema,
  incidentChangeSchema,
  newIncidentSchema,
  newSeriesSchema,
  newUpdateSchema,
  occurrenceChangeSchema,
  seriesChangeSchema,
  updateChangeSchema,
} from '@allswell/protocol/schema';
import { readWall } from '../time/wall-time.ts';
import { datesOf } from './fake-dates.ts';
import { Refusal, check, parse, requireVersion, withoutUndefined } from './fake-rules.ts';
import type { FakeServer, Handler, Received } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];
interface Moved {
  scheduled_for?: string;
  scheduled_until?: string;
  skipped?: boolean;
}
interface KeptSeries extends Series {
  moved: Map<string, Moved>;
}

const pageId = 'fernhillpage';
const switches = [
  'scheduled_auto_in_progress',
  'scheduled_auto_completed',
  'auto_transition_to_maintenance_state',
  'auto_transition_to_operational_state',
  'scheduled_remind_prior',
] as const;

/** The part of the server in memory that plans maintenance. It does nothing by itself. */
export class FakeMaintenance {
  readonly #server: FakeServer;
  maintenances: AdminMaintenance[] = [];
  series: KeptSeries[] = [];

  constructor(server: FakeServer) {
    this.#server = server;
  }

  /** Plans one, as if it had been planned before. Times are minutes from now unless they are instants. */
  add(
    name: string,
    part: Partial<Omit<AdminMaintenance, 'scheduled_for' | 'scheduled_until' | 'components'>> & {
      from?: number | string;
      until?: number | string;
      body?: string;
      affected?: readonly string[];
    } = {},
  ): AdminMaintenance {
    const {
      from = 24 * 60,
      until = 26 * 60,
      body = 'The service may pause for a few minutes.',
      affected = [],
      ...rest
    } = part;
    const instant = (value: number | string) =>
      typeof value === 'string' ? value : new Date(Date.now() + value * 60_000).toISOString();
    const id = this.#server.newId('maint');
    const status = rest.status ?? 'scheduled';
    const maintenance: AdminMaintenance = {
      id,
      name,
      status,
      impact: 'maintenance',
      impact_override: null,
      backfilled: false,
      created_at: now(),
      updated_at: now(),
      monitoring_at: null,
      resolved_at: status === 'completed' ? instant(until) : null,
      shortlink: `https://status.example/incidents/${id}`,
      started_at: instant(from),
      page_id: pageId,
      components: this.#server.components.filter((one) => affected.includes(one.id)),
      reminder_intervals: null,
      incident_updates: [],
      scheduled_for: instant(from),
      scheduled_until: instant(until),
      time_zone: 'Europe/Berlin',
      scheduled_auto_in_progress: true,
      scheduled_auto_completed: true,
      auto_transition_to_maintenance_state: true,
      auto_transition_to_operational_state: true,
      scheduled_remind_prior: true,
      counts_as_downtime: false,
      series: null,
      version: 1,
      ...rest,
    };
    maintenance.incident_updates = [this.#update(maintenance, status, body)];
    this.maintenances.push(maintenance);
    return maintenance;
  }

  /** What readers are shown of it. */
  shown(): Maintenance[] {
    return this.maintenances
      .filter((one) => one.status !== 'completed')
      .map(({ version: _v, impact_override: _o, backfilled: _b, time_zone: _z, series: _s, ...one }) => one);
  }

  /** The routes that concern this request. */
  routes({ path, body, method }: Received, pathname: string): Route[] {
    const series: Route[] = [
      ['GET', /^\/api\/v1\/maintenance-series$/, () => [200, this.series.map((one) => this.#shownSeries(one))]],
      ['POST', /^\/api\/v1\/maintenance-series$/, () => this.#startSeries(body)],
      ['POST', /^\/api\/v1\/maintenance-series\/preview$/, () => this.#preview(body)],
      ['GET', /^\/api\/v1\/maintenance-series\/(\w+)$/, ([id = '']) => [200, this.#shownSeries(this.#oneSeries(id))]],
      [
        'PATCH',
        /^\/api\/v1\/maintenance-series\/(\w+)$/,
        ([id = ''], _, request) => this.#patchSeries(id, body, request),
      ],
      ['DELETE', /^\/api\/v1\/maintenance-series\/(\w+)$/, ([id = '']) => this.#endSeries(id)],
      [
        'GET',
        /^\/api\/v1\/maintenance-series\/(\w+)\/occurrences$/,
        ([id = '']) => [200, this.#dates(id, new URLSearchParams(path.slice(path.indexOf('?'))))],
      ],
      [
        'PATCH',
        /^\/api\/v1\/maintenance-series\/(\w+)\/occurrences\/([\dT:-]+)$/,
        ([id = '', startsAt = '']) => this.#moveDate(id, startsAt, body),
      ],
    ];
    if (pathname === '/api/v1/incidents') {
      if (method === 'POST' && (body as NewIncident).status === 'scheduled')
        return [['POST', /^\/api\/v1\/incidents$/, () => this.#plan(body)]];
      if (method === 'GET' && path.includes('kind=maintenance'))
        return [['GET', /^\/api\/v1\/incidents$/, () => [200, this.#list(path)]]];
      return [];
    }
    const id = /^\/api\/v1\/incidents\/(\w+)/.exec(pathname)?.[1];
    const maintenance = this.maintenances.find((one) => one.id === id);
    return maintenance ? this.#routesOf(maintenance, body) : series;
  }

  #routesOf(maintenance: AdminMaintenance, body: unknown): Route[] {
    const path = (rest = '') => new RegExp(`^/api/v1/incidents/\\w+${rest}$`);
    return [
      ['GET', path(), () => [200, structuredClone(maintenance)]],
      ['PATCH', path(), (_, __, request) => this.#change(maintenance, body, request)],
      ['DELETE', path(), () => this.#delete(maintenance)],
      ['POST', path('/cancel'), () => this.#callOff(maintenance, body)],
      ['POST', path('/updates'), () => this.#post(maintenance, body)],
      ['PATCH', path('/updates/(\\w+)'), ([update = '']) => this.#editUpdate(maintenance, update, body)],
      ['GET', path('/updates/(\\w+)/edits'), () => [200, []]],
    ];
  }

  #list(path: string): AdminMaintenance[] {
    const query = new URLSearchParams(path.slice(path.indexOf('?')));
    const state = query.get('state');
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? '9999'];
    const [page, perPage] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 25)];
    return this.maintenances
      .filter((one) => state === null || (one.status !== 'completed') === (state === 'open'))
      .filter((one) => one.scheduled_for >= from && one.scheduled_for.slice(0, 10) <= to)
      .sort((one, other) => Date.parse(other.started_at) - Date.parse(one.started_at))
      .slice((page - 1) * perPage, page * perPage)
      .map((one) => structuredClone(one));
  }

  #plan(body: unknown): [number, unknown] {
    const content = check(newIncidentSchema, body);
    this.#server.written.take(content.draft_id);
    const { scheduled_for, scheduled_until, time_zone = 'Europe/Berlin', component_ids = [] } = content;
    if (!scheduled_for || !scheduled_until) throw new Refusal('invalid-request');
    const maintenance = this.add(content.name, {
      from: instantOf(scheduled_for, time_zone),
      until: instantOf(scheduled_until, time_zone),
      time_zone,
      body: content.body,
      affected: component_ids,
      ...flagsOf(content),
    });
    requireOrder(maintenance);
    this.#server.announce();
    return [201, structuredClone(maintenance)];
  }

  #change(maintenance: AdminMaintenance, body: unknown, request: Received): [number, unknown] {
    const content = check(incidentChangeSchema, body);
    requireVersion(request, maintenance);
    const { name, impact_override, component_ids, scheduled_for, scheduled_until, time_zone } = content;
    if (maintenance.status === 'completed' && (scheduled_for || scheduled_until))
      throw new Refusal('maintenance-over', { detail: 'Plan a new maintenance: this one is over.' });
    const zone = time_zone ?? maintenance.time_zone;
    const next = {
      ...maintenance,
      ...withoutUndefined({ name, impact_override, time_zone, ...flagsOf(content) }),
      ...withoutUndefined({ counts_as_downtime: content.counts_as_downtime }),
      ...(scheduled_for && {
        scheduled_for: instantOf(scheduled_for, zone),
        started_at: instantOf(scheduled_for, zone),
      }),
      ...(scheduled_until && { scheduled_until: instantOf(scheduled_until, zone) }),
      ...(component_ids && { components: this.#server.components.filter((one) => component_ids.includes(one.id)) }),
    };
    if (scheduled_for || scheduled_until) requireOrder(next);
    Object.assign(maintenance, next, { version: maintenance.version + 1 });
    this.#server.announce();
    return [200, structuredClone(maintenance)];
  }

  #delete(maintenance: AdminMaintenance): [number] {
    this.maintenances = this.maintenances.filter((one) => one !== maintenance);
    this.#server.announce();
    return [204];
  }

  #post(maintenance: AdminMaintenance, body: unknown): [number, unknown] {
    const { status, body: text } = check(newUpdateSchema, body);
    if (maintenance.status === 'completed')
      throw new Refusal('maintenance-over', { detail: 'This maintenance is over.' });
    const next = (status ?? maintenance.status) as MaintenanceStatus;
    this.#move(maintenance, next);
    const update = this.#update(maintenance, next, text);
    maintenance.incident_updates = [update, ...maintenance.incident_updates];
    this.#server.announce();
    return [201, update];
  }

  #callOff(maintenance: AdminMaintenance, body: unknown): [number, unknown] {
    const { body: text } = check(cancellationSchema, body);
    if (maintenance.cancelled_at) throw new Refusal('already-cancelled', { detail: 'It was called off before.' });
    if (maintenance.status === 'completed') throw new Refusal('maintenance-over', { detail: 'It is over.' });
    this.#move(maintenance, 'completed');
    maintenance.cancelled_at = now();
    maintenance.incident_updates = [this.#update(maintenance, 'completed', text), ...maintenance.incident_updates];
    this.#server.announce();
    return [201, structuredClone(maintenance)];
  }

  #editUpdate(maintenance: AdminMaintenance, id: string, body: unknown): [number, unknown] {
    const update = maintenance.incident_updates.find((one) => one.id === id);
    if (!update) throw new Refusal('update-not-found');
    const { body: text } = check(updateChangeSchema, body);
    if (text !== undefined) Object.assign(update, { body: text, body_nodes: parse(text), edited_at: now() });
    return [200, update];
  }

  #move(maintenance: AdminMaintenance, status: MaintenanceStatus): void {
    const wasActive = maintenance.status === 'in_progress' || maintenance.status === 'verifying';
    const isActive = status === 'in_progress' || status === 'verifying';
    maintenance.status = status;
    maintenance.version += 1;
    if (status === 'completed') maintenance.resolved_at = now();
    if (wasActive === isActive) return;
    for (const { id } of maintenance.components) {
      const component = this.#server.components.find((one) => one.id === id);
      if (component) component.status = isActive ? 'under_maintenance' : 'operational';
    }
  }

  #startSeries(body: unknown): [number, unknown] {
    const content = check(newSeriesSchema, body);
    requireEnd(content.rrule);
    const flags = Object.fromEntries(switches.map((one) => [one, content[one] ?? true]));
    const series: KeptSeries = {
      ...(flags as Pick<Series, (typeof switches)[number]>),
      id: this.#server.newId('serie'),
      name: content.name,
      body: content.body,
      starts_at: content.starts_at,
      duration_minutes: content.duration_minutes,
      time_zone: content.time_zone ?? 'Europe/Berlin',
      rrule: content.rrule,
      component_ids: content.component_ids ?? [],
      impact_override: content.impact_override ?? null,
      deliver_notifications: content.deliver_notifications ?? true,
      occurrences: [],
      ended_at: null,
      created_at: now(),
      updated_at: now(),
      version: 1,
      moved: new Map(),
    };
    this.series.push(series);
    return [201, this.#shownSeries(series)];
  }

  /** Starts a series as if it had been started before. */
  addSeries(content: Record<string, unknown>): KeptSeries {
    this.#startSeries({ name: 'Weekly restart', body: 'Short pauses.', ...content });
    const series = this.series.at(-1);
    if (!series) throw new Error('No series was started.');
    return series;
  }

  #patchSeries(id: string, body: unknown, request: Received): [number, unknown] {
    const series = this.#oneSeries(id);
    const content = check(seriesChangeSchema, body);
    requireVersion(request, this.#shownSeries(series));
    if (series.ended_at) throw new Refusal('series-ended', { detail: 'Start a new series.' });
    if (content.rrule) requireEnd(content.rrule);
    Object.assign(series, withoutUndefined(content), { version: series.version + 1 });
    return [200, this.#shownSeries(series)];
  }

  #endSeries(id: string): [number] {
    this.#oneSeries(id).ended_at = now();
    return [204];
  }

  #preview(body: unknown): [number, unknown] {
    const { starts_at, duration_minutes, time_zone, rrule } = check(seriesChangeSchema, body);
    if (!starts_at || !duration_minutes || !time_zone || !rrule) throw new Refusal('invalid-request');
    requireEnd(rrule);
    const dates = datesOf(starts_at, rrule).slice(0, 10);
    return [200, { occurrences: dates.map((one) => occurrence(one, { duration_minutes, time_zone })) }];
  }

  #dates(id: string, query: URLSearchParams): Occurrence[] {
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? '9999'];
    return this.#all(this.#oneSeries(id)).filter((one) => one.starts_at >= from && one.starts_at.slice(0, 10) <= to);
  }

  #moveDate(id: string, startsAt: string, body: unknown): [number, unknown] {
    const series = this.#oneSeries(id);
    const content = check(occurrenceChangeSchema, body);
    const kept = { ...series.moved.get(startsAt), ...withoutUndefined(content) };
    for (const field of ['scheduled_for', 'scheduled_until'] as const) {
      const text = content[field];
      if (text) kept[field] = instantOf(text, series.time_zone);
    }
    series.moved.set(startsAt, kept);
    const found = this.#all(series).find((one) => one.starts_at === startsAt);
    if (!found) throw new Refusal('occurrence-not-found');
    return [200, found];
  }

  #all(series: KeptSeries): Occurrence[] {
    if (series.ended_at) return [];
    return datesOf(series.starts_at, series.rrule).map((startsAt) => {
      const moved = series.moved.get(startsAt);
      return {
        ...occurrence(startsAt, series),
        ...(moved?.scheduled_for && { scheduled_for: moved.scheduled_for, is_moved: true }),
        ...(moved?.scheduled_until && { scheduled_until: moved.scheduled_until }),
        is_skipped: moved?.skipped ?? false,
      };
    });
  }

  #shownSeries({ moved: _, ...series }: KeptSeries): Series {
    const kept = this.#oneSeries(series.id);
    const coming = this.#all(kept).filter((one) => Date.parse(one.scheduled_until) > Date.now());
    return { ...series, occurrences: coming.slice(0, 10) };
  }

  #oneSeries(id: string): KeptSeries {
    const series = this.series.find((one) => one.id === id);
    if (!series) throw new Refusal('series-not-found');
    return series;
  }

  #update(maintenance: AdminMaintenance, status: MaintenanceStatus, body: string): MaintenanceUpdate {
    const at = now();
    return {
      id: this.#server.newId('updat'),
      incident_id: maintenance.id,
      status,
      body,
      body_nodes: parse(body),
      created_at: at,
      updated_at: at,
      display_at: at,
      affected_components: null,
      deliver_notifications: true,
      custom_tweet: null,
      tweet_id: null,
    };
  }
}

function now(): string {
  return new Date().toISOString();
}

/** As the real one, but it never has to choose: what is sent to it has an offset, or exists once. */
function instantOf(text: string, timeZone: string): string {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return new Date(text).toISOString();
  const reading = readWall(text.slice(0, 16), timeZone);
  if (reading?.kind === 'gap') throw new Refusal('local-time-missing');
  if (reading?.kind !== 'once') throw new Refusal('local-time-ambiguous');
  return new Date(reading.at).toISOString();
}

function occurrence(startsAt: string, series: { duration_minutes: number; time_zone: string }): Occurrence {
  const reading = readWall(startsAt, series.time_zone);
  if (!reading) throw new Refusal('invalid-request');
  const at = reading.kind === 'once' ? reading.at : reading.kind === 'gap' ? reading.later : reading.earlier;
  return {
    starts_at: startsAt,
    scheduled_for: new Date(at).toISOString(),
    scheduled_until: new Date(at + series.duration_minutes * 60_000).toISOString(),
    incident_id: null,
    status: null,
    is_moved: false,
    is_skipped: false,
  };
}

function flagsOf(content: Partial<Record<(typeof switches)[number], boolean | undefined>>) {
  return withoutUndefined(Object.fromEntries(switches.map((one) => [one, content[one]]))) as Partial<
    Record<(typeof switches)[number], boolean>
  >;
}

function requireOrder({ scheduled_for, scheduled_until }: AdminMaintenance): void {
  const refuse = (detail: string) =>
    new Refusal('invalid-request', { errors: [{ pointer: '#/scheduled_until', detail }] });
  if (Date.parse(scheduled_until) <= Date.parse(scheduled_for)) throw refuse('Send an end that is after the start.');
  if (Date.parse(scheduled_until) <= Date.now()) throw refuse('Send an end that is still to come.');
}

function requireEnd(rrule: string): void {
  if (/UNTIL=|COUNT=/.test(rrule)) return;
  throw new Refusal('invalid-request', { errors: [{ pointer: '#/rrule', detail: 'Send a rule that ends.' }] });
}
