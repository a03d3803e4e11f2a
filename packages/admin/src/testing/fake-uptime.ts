import {
  explainUptime,
  meanShare,
  sumUptime,
  upShare,
  uptimeLevel,
  uptimePercent,
  worstLevel,
} from '@allswell/protocol';
import type {
  AdminComponent,
  ComponentStatus,
  Correction,
  DatedWeights,
  PublishedSpan,
  StoryReference,
  UptimeDocument,
  UptimePercents,
  UptimePreview,
  UptimePreviewRequest,
  UptimeRecord,
  UptimeReport,
  UptimeSpan,
  UptimeSum,
  Weights,
} from '@allswell/protocol';
import {
  componentChangeSchema,
  incidentChangeSchema,
  newCorrectionSchema,
  newIncidentSchema,
  newUpdateSchema,
  newWeightsSchema,
  updateChangeSchema,
  uptimePreviewRequestSchema,
} from '@allswell/protocol/schema';
import { daysAfter, isDay, spanOfDay as reckonDay, todayIn } from '../uptime/days.ts';
import { Refusal, check } from './fake-rules.ts';
import type { FakeServer, Handler, Received } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];
type Component = UptimeReport['components'][number];

const dayMs = 86_400_000;
const ranges = ['today', '7', '30', '90', '365'] as const;
const nothing: UptimeSum = { known: 0, maintenance: 0, degraded: 0, partial: 0, major: 0, down: 0 };

const days = new Map<string, { from: number; until: number }>();

/** Clocks of a zone are slow to ask, and tests ask for the same days again and again. */
function spanOfDay(day: string, timeZone: string): { from: number; until: number } {
  const key = `${day} ${timeZone}`;
  const span = days.get(key) ?? reckonDay(day, timeZone);
  days.set(key, span);
  return span;
}

/** The part of the server in memory that reckons uptime, by the rules that the real one uses. */
export class FakeUptime {
  readonly #server: FakeServer;
  #spans = new Map<string, PublishedSpan[]>();
  corrections: Correction[] = [];
  weights: Weights[] = [
    {
      ...{ id: 'statuspage00', major_outage: 1, partial_outage: 0.3, degraded_performance: 0 },
      ...{ effective_from: null, created_at: '2026-01-01T00:00:00.000Z', created_by: null },
    },
  ];
  /** Since when something is known of components without a start date: a year and a half. */
  since = Date.now() - 540 * dayMs;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  get #zone(): string {
    return this.#server.settings.time_zone;
  }

  /** The instant of a wall time so many days ago. */
  at(daysAgo: number, time = '12:00'): number {
    const { from } = spanOfDay(daysAfter(todayIn(this.#zone), -daysAgo), this.#zone);
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return from + (hours * 60 + minutes) * 60_000;
  }

  /** Something was published of a component. */
  publish(componentId: string, span: Omit<PublishedSpan, 'incidentId'> & { incidentId?: string | null }): void {
    const spans = this.#spans.get(componentId) ?? [];
    this.#spans.set(componentId, [...spans, { incidentId: null, ...span }]);
  }

  /** A time counts as something else, and somebody said so before. */
  correct(componentId: string, part: Partial<Correction> & Pick<Correction, 'starts_at' | 'ends_at'>): Correction {
    const correction: Correction = {
      id: this.#server.newId('corre'),
      component_id: componentId,
      counts_as: 'operational',
      reason: 'The probe was broken.',
      created_at: new Date().toISOString(),
      created_by: 'maya@fernhill.example',
      revoked_at: null,
      revoked_by: null,
      ...part,
    };
    this.corrections.push(correction);
    return correction;
  }

  routes({ path, body, headers }: Received): Route[] {
    const query = new URLSearchParams(path.includes('?') ? path.slice(path.indexOf('?')) : '');
    // As the server: whoever would take either has to say which.
    if (!query.has('format') && headers.get('accept')?.includes('text/csv')) query.set('format', 'csv');
    const base = /^\/api\/v1\/uptime/.source;
    return [
      ['GET', new RegExp(`${base}$`), () => this.#answer(query)],
      ['GET', new RegExp(`${base}/export$`), () => this.#export(query)],
      ['GET', new RegExp(`${base}/weights$`), () => [200, structuredClone(this.weights)]],
      ['POST', new RegExp(`${base}/weights$`), () => [201, this.#addWeights(body)]],
      ['DELETE', new RegExp(`${base}/weights/(\\w+)$`), ([id]) => [this.#removeWeights(id)]],
      [
        'GET',
        new RegExp(`${base}/corrections$`),
        () => [
          200,
          structuredClone(
            this.corrections.filter((one) => [null, one.component_id].includes(query.get('component_id'))),
          ),
        ],
      ],
      ['POST', new RegExp(`${base}/corrections$`), () => [201, structuredClone(this.#addCorrection(body))]],
      ['DELETE', new RegExp(`${base}/corrections/(\\w+)$`), ([id]) => [this.#revoke(id)]],
      ['POST', new RegExp(`${base}/preview$`), () => [200, this.#preview(body)]],
    ];
  }

  /** What readers are given. */
  document(): UptimeDocument {
    const today = todayIn(this.#zone);
    const days = daysUpTo(today, 365);
    const all = this.#subjects();
    const { page, allswell } = this.#server.summary();
    if (!allswell) throw new Error('The summary has no proof of freshness.');
    return {
      ...{ page, allswell, today },
      weights: this.weights.map(({ effective_from, ...one }) => ({ ...sharesOf(one), from: effective_from })),
      components: all.map((subject) => {
        const sums = days.map((day) => this.#sumsOf(subject.members, spanOfDay(day, this.#zone)));
        const levels = sums.map((members) => worstLevel(members.map(uptimeLevel))).join('');
        return {
          ...{ id: subject.id, name: subject.name, group: subject.isGroup, group_id: subject.group_id },
          since: days[levels.search(/[^-]/)] ?? null,
          percent: this.#percents(subject.members),
          levels,
        };
      }),
    };
  }

  /** Refuses a beginning after something that is known already. */
  refuseStart(component: AdminComponent, start_date: string | null | undefined): void {
    if (!start_date) return;
    const { from } = spanOfDay(start_date, this.#zone);
    const known = (this.#spans.get(component.id) ?? []).find((span) => span.startsAt < from);
    if (!known) return;
    const day = todayIn(this.#zone, known.startsAt);
    throw invalid('#/start_date', `${component.name} was out already on ${day}. Choose that day or one before it.`);
  }

  #subjects(): { id: string; name: string; isGroup: boolean; group_id: string | null; members: AdminComponent[] }[] {
    const { components, groups } = this.#server;
    const leaf = (one: AdminComponent) => ({ ...one, isGroup: false, members: [one] });
    const loose = components.filter((one) => !groups.some(({ id }) => id === one.group_id));
    return [
      ...groups.flatMap((group) => {
        const members = components.filter((one) => one.group_id === group.id);
        return [{ id: group.id, name: group.name, isGroup: true, group_id: null, members }, ...members.map(leaf)];
      }),
      ...loose.map(leaf),
    ];
  }

  #recordOf(component: AdminComponent): UptimeRecord {
    const spans = this.#spans.get(component.id) ?? [];
    const since = component.start_date
      ? spanOfDay(component.start_date, this.#zone).from
      : Math.min(this.since, ...spans.map((span) => span.startsAt));
    const corrections = this.corrections
      .filter((one) => one.component_id === component.id && one.revoked_at === null)
      .map((one) => ({
        id: one.id,
        countsAs: one.counts_as,
        startsAt: Date.parse(one.starts_at),
        endsAt: Date.parse(one.ends_at),
      }));
    return { since, spans, corrections };
  }

  get #dated(): DatedWeights[] {
    return this.weights.map((one) => ({
      ...sharesOf(one),
      from: one.effective_from === null ? null : Date.parse(one.effective_from),
    }));
  }

  #explain(component: AdminComponent, { from, until }: { from: number; until: number }): UptimeSpan[] {
    return explainUptime(this.#recordOf(component), this.#dated, { from, until, now: Date.now() });
  }

  #sumsOf(members: readonly AdminComponent[], time: { from: number; until: number }): UptimeSum[] {
    return members.map((one) =>
      sumUptime(this.#explain(one, time), { ...time, since: this.#recordOf(one).since, now: Date.now() }),
    );
  }

  #percentOf(members: readonly AdminComponent[], time: { from: number; until: number }): number | null {
    return uptimePercent(meanShare(this.#sumsOf(members, time).map(upShare)));
  }

  #percents(members: readonly AdminComponent[]): UptimePercents {
    const today = todayIn(this.#zone);
    const { until } = spanOfDay(today, this.#zone);
    const percents = ranges.map((range) => {
      const first = daysAfter(today, range === 'today' ? 0 : 1 - Number(range));
      return [range, this.#percentOf(members, { from: spanOfDay(first, this.#zone).from, until })];
    });
    return Object.fromEntries(percents) as UptimePercents;
  }

  #answer(query: URLSearchParams): [number, unknown] {
    const report = this.#report(query);
    if (query.get('format') !== 'csv') return [200, report];
    const lines = report.components.map((one) => `${one.id},${one.name},${one.percent ?? ''}`);
    return [200, csv(['id,name,percent', ...lines])];
  }

  #report(query: URLSearchParams): UptimeReport {
    const zone = this.#zone;
    const to = query.get('to') ?? todayIn(zone);
    const from = query.get('from') ?? daysAfter(to, -89);
    for (const [name, day] of Object.entries({ from, to }))
      if (!isDay(day)) throw invalid(`#/${name}`, 'Write a day such as 2026-11-24.');
    const days = daysUpTo(to, 1 + Math.round((Date.parse(to) - Date.parse(from)) / dayMs));
    const time = { from: spanOfDay(from, zone).from, until: spanOfDay(to, zone).until };
    const wanted = query.get('component');
    const subjects = this.#subjects().filter((one) => wanted === null || one.id === wanted);
    if (subjects.length === 0) throw new Refusal('component-not-found');
    const components = subjects.map((subject): Component => {
      const [only] = subject.members;
      const spans = subject.isGroup || !only ? [] : this.#explain(only, time);
      return {
        ...{ id: subject.id, name: subject.name, group: subject.isGroup, group_id: subject.group_id },
        since: new Date(Math.min(...subject.members.map((one) => this.#recordOf(one).since))).toISOString(),
        percent: this.#percentOf(subject.members, time),
        seconds: secondsOf(this.#sumsOf(subject.members, time)[0] ?? nothing),
        spans: spans.map((span) => this.#spanDocument(span)),
        ...(query.get('days') === 'true'
          ? {
              days: days.map((date) => {
                const sums = this.#sumsOf(subject.members, spanOfDay(date, zone));
                return {
                  date,
                  level: worstLevel(sums.map(uptimeLevel)),
                  percent: uptimePercent(meanShare(sums.map(upShare))),
                  ...secondsOf(sums[0] ?? nothing),
                  related: [],
                };
              }),
            }
          : {}),
      };
    });
    return {
      ...{ from, to, components, time_zone: zone },
      generated_at: new Date().toISOString(),
      weights: this.weights.map(({ effective_from, ...one }) => ({ ...sharesOf(one), from: effective_from })),
      stories: this.#stories(new Set(components.flatMap((one) => one.spans.flatMap((span) => span.incidents)))),
    };
  }

  #spanDocument(span: UptimeSpan): Component['spans'][number] {
    const correction = this.corrections.find((one) => one.id === span.correctionId);
    return {
      starts_at: new Date(span.startsAt).toISOString(),
      ends_at: span.isOpen ? null : new Date(span.endsAt).toISOString(),
      seconds: Math.round((span.endsAt - span.startsAt) / 1_000),
      status: span.status,
      counts_as: span.countsAs,
      weight: span.weight,
      excluded: span.isExcluded,
      incidents: [...span.incidentIds],
      correction: correction ? { id: correction.id, reason: correction.reason, made_at: correction.created_at } : null,
    };
  }

  #stories(ids: ReadonlySet<string>): StoryReference[] {
    const { incidents, planned } = this.#server;
    return [...incidents, ...planned.maintenances]
      .filter((one) => ids.has(one.id))
      .map((one) => ({
        ...{ id: one.id, name: one.name, status: one.status, shortlink: one.shortlink },
        kind: 'scheduled_for' in one ? 'maintenance' : 'incident',
        impact: 'scheduled_for' in one ? 'maintenance' : one.impact,
        starts_at: one.started_at,
        ends_at: one.resolved_at,
        components: one.components.map(({ id }) => id),
        ...('counts_as_downtime' in one ? { counts_as_downtime: one.counts_as_downtime } : {}),
      }));
  }

  #export(query: URLSearchParams): [number, unknown] {
    const what = query.get('what') ?? '';
    if (!['spans', 'incidents'].includes(what)) throw invalid('#/what', 'Send one of: spans, incidents.');
    const rows = what === 'spans' ? [...this.#spans.values()].flat() : this.#server.incidents;
    return [200, query.get('format') === 'csv' ? csv(['id', ...rows.map(() => 'x')]) : rows];
  }

  #addWeights(body: unknown): Weights {
    const { effective_from, ...shares } = check(newWeightsSchema, body);
    const from = effective_from ?? new Date();
    if (from.getTime() > Date.now() + 1_000) throw invalid('#/effective_from', 'Weights cannot begin in the future.');
    const weights: Weights = {
      ...{ id: this.#server.newId('weigh'), ...shares, effective_from: from.toISOString() },
      ...{ created_at: new Date().toISOString(), created_by: 'maya@fernhill.example' },
    };
    this.weights.push(weights);
    return structuredClone(weights);
  }

  #removeWeights(id: string | undefined): number {
    const found = this.weights.find((one) => one.id === id);
    if (!found) throw new Refusal('weights-not-found');
    if (found.effective_from === null) throw new Refusal('first-weights');
    this.weights = this.weights.filter((one) => one !== found);
    return 204;
  }

  #addCorrection(body: unknown): Correction {
    const { component_id, starts_at, ends_at, ...content } = check(newCorrectionSchema, body);
    const component = this.#server.components.find((one) => one.id === component_id);
    if (!component) throw new Refusal('component-not-found');
    if (ends_at.getTime() > Date.now() + 1_000) throw invalid('#/ends_at', 'This lies in the future.');
    if (starts_at.getTime() < this.#recordOf(component).since)
      throw invalid('#/starts_at', `${component.name} begins later.`);
    return this.correct(component_id, {
      ...content,
      starts_at: starts_at.toISOString(),
      ends_at: ends_at.toISOString(),
    });
  }

  #revoke(id: string | undefined): number {
    const found = this.corrections.find((one) => one.id === id);
    if (!found) throw new Refusal('correction-not-found');
    if (found.revoked_at !== null) throw new Refusal('correction-revoked');
    Object.assign(found, { revoked_at: new Date().toISOString(), revoked_by: 'maya@fernhill.example' });
    return 204;
  }

  /** Does what is asked, looks, and undoes it. */
  #preview(body: unknown): UptimePreview {
    const request = check(uptimePreviewRequestSchema, body);
    const kept = structuredClone([this.#spans, this.corrections, this.weights] as const);
    const starts = this.#server.components.map((one) => [one, one.start_date] as const);
    const look = () =>
      this.#subjects().map(({ id, name, isGroup, members }) => ({
        ...{ id, name, group: isGroup, percents: this.#percents(members) },
        days: daysUpTo(todayIn(this.#zone), 400).map((date) => ({
          date,
          percent: this.#percentOf(members, spanOfDay(date, this.#zone)),
        })),
      }));
    const before = look();
    try {
      this.#carryOut(request);
      const after = look();
      return {
        components: before.flatMap(({ percents, days, ...one }, index) => {
          const then = after[index];
          const changed = days
            .map(({ date, percent }, at) => ({ date, before: percent, after: then?.days[at]?.percent ?? null }))
            .filter((day) => day.before !== day.after)
            .reverse();
          if (!then || changed.length === 0) return [];
          return [{ ...one, before: percents, after: then.percents, down_before: 0, down_after: 0, days: changed }];
        }),
      };
    } finally {
      [this.#spans, this.corrections, this.weights] = kept;
      for (const [one, start_date] of starts) one.start_date = start_date;
    }
  }

  #carryOut({ method, path, body, updates = [] }: UptimePreviewRequest): void {
    const [subject = '', id, part, partId] = path.slice('/api/v1/'.length).split('/');
    const what = `${method} ${subject === 'uptime' ? id : part ? `${subject}/${part}` : subject}`;
    switch (what) {
      case 'POST corrections':
        return void this.#addCorrection(body);
      case 'DELETE corrections':
        return void this.#revoke(part);
      case 'POST weights':
        return void this.#addWeights(body);
      case 'DELETE weights':
        return void this.#removeWeights(part);
      case 'PATCH components': {
        const component = this.#server.components.find((one) => one.id === id);
        if (!component) throw new Refusal('component-not-found');
        const { start_date } = check(componentChangeSchema, body);
        this.refuseStart(component, start_date);
        component.start_date = start_date ?? null;
        return;
      }
      case 'DELETE incidents':
        return this.#change(id, () => null);
      case 'PATCH incidents': {
        const { started_at, component_ids, counts_as_downtime } = check(incidentChangeSchema, body);
        return this.#change(id, (span, component) =>
          component_ids?.includes(component) === false
            ? null
            : {
                ...span,
                startsAt: started_at?.getTime() ?? span.startsAt,
                countsAsDowntime: counts_as_downtime ?? span.countsAsDowntime ?? false,
              },
        );
      }
      case 'PATCH incidents/updates': {
        const { display_at } = check(updateChangeSchema, body);
        const incident = this.#server.incidents.find((one) => one.id === id);
        const isLast = incident?.incident_updates[0]?.id === partId;
        if (!display_at) return;
        return this.#change(id, (span) =>
          isLast ? { ...span, endsAt: display_at.getTime() } : { ...span, startsAt: display_at.getTime() },
        );
      }
      case 'DELETE incidents/updates':
        return this.#change(id, (span) => ({ ...span, endsAt: span.endsAt === null ? null : span.endsAt + 3_600_000 }));
      case 'POST incidents': {
        const content = check(newIncidentSchema, body);
        const isPlan = content.status === 'completed';
        const from = isPlan
          ? Date.parse(content.scheduled_for ?? '')
          : (content.backfill_date?.getTime() ?? Number.NaN);
        const said = updates.map((update) => check(newUpdateSchema, update));
        const end = said.find(({ status }) => status === 'resolved')?.display_at?.getTime() ?? null;
        const until = isPlan ? Date.parse(content.scheduled_until ?? '') : end;
        const statuses: [string, ComponentStatus][] = isPlan
          ? (content.component_ids ?? []).map((one) => [one, 'under_maintenance'])
          : Object.entries(content.components ?? {});
        for (const [component, status] of statuses) this.publish(component, { status, startsAt: from, endsAt: until });
        return;
      }
      default:
        throw invalid('#/path', 'This changes nothing of the past.');
    }
  }

  #change(
    incidentId: string | undefined,
    change: (span: PublishedSpan, component: string) => PublishedSpan | null,
  ): void {
    for (const [component, spans] of this.#spans)
      this.#spans.set(
        component,
        spans.flatMap((span) => (span.incidentId === incidentId ? (change(span, component) ?? []) : span)),
      );
  }
}

function invalid(pointer: string, detail: string): Refusal {
  return new Refusal('invalid-request', { errors: [{ pointer, detail }] });
}

function daysUpTo(last: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => daysAfter(last, index - count + 1));
}

function sharesOf({ major_outage, partial_outage, degraded_performance }: Omit<Weights, 'effective_from'>) {
  return { major_outage, partial_outage, degraded_performance };
}

function secondsOf(sum: UptimeSum): UptimeSum {
  const seconds = (ms: number) => Math.round(ms / 1_000);
  return {
    known: seconds(sum.known),
    maintenance: seconds(sum.maintenance),
    degraded: seconds(sum.degraded),
    partial: seconds(sum.partial),
    major: seconds(sum.major),
    down: Math.round(sum.down / 1_000) / 1_000,
  };
}

function csv(lines: readonly string[]): Response {
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/csv; charset=utf-8' } });
}
