import type { Correction, Incident, UptimePreviewRequest, Weights } from '@allswell/protocol';
import { componentStatuses } from '@allswell/protocol';
import fc from 'fast-check';
import type { TestAdmin } from '../../testing/app.ts';

/** A change of the past, before it is known what there is to change. */
export interface AnyChange {
  kind: (typeof kinds)[number];
  which: number;
  component: number;
  /** How many hours ago, far from the day that it is. */
  hours: number;
  length: number;
  status: (typeof componentStatuses)[number];
  weight: number;
}

const kinds = [
  'backfill',
  'backfill',
  'backfill maintenance',
  'end',
  'move incident',
  'change components',
  'count as downtime',
  'rename',
  'delete incident',
  'move update',
  'delete update',
  'start',
  'correct',
  'correct',
  'take back',
  'weigh',
  'remove weights',
] as const;

/** Any changes, one after the other. */
export function anyChanges(length: number): fc.Arbitrary<AnyChange[]> {
  const change = fc.record({
    kind: fc.constantFrom(...kinds),
    which: fc.nat(20),
    component: fc.nat(20),
    hours: fc.integer({ min: 49, max: 24 * 380 }),
    length: fc.integer({ min: 0, max: 200 }),
    status: fc.constantFrom(...componentStatuses),
    weight: fc.integer({ min: 0, max: 1_000 }),
  });
  return fc.array(change, { minLength: length, maxLength: length });
}

interface Ground {
  admin: TestAdmin;
  components: readonly string[];
}

type Request = UptimePreviewRequest | undefined;

const hour = 3_600_000;

/** The request that makes a change of what there is now; undefined where there is nothing of the kind. */
export async function requestOf(change: AnyChange, ground: Ground): Promise<Request> {
  return (await ofThePage(change, ground)) ?? (await ofAnIncident(change, ground));
}

async function ofThePage(change: AnyChange, ground: Ground): Promise<Request> {
  const { kind, which, hours, length, status, weight } = change;
  const component_id = componentOf(change, ground);
  const first = { name: 'Something', body: 'It was so.', backfilled: true };
  if (kind === 'backfill')
    return send('POST', 'incidents', { ...first, backfill_date: at(hours), components: { [component_id]: status } });
  if (kind === 'backfill maintenance') {
    const times = { scheduled_for: at(hours), scheduled_until: at(hours - length) };
    const named = { component_ids: [component_id], counts_as_downtime: which % 2 === 0 };
    return send('POST', 'incidents', { ...first, status: 'completed', ...times, ...named });
  }
  if (kind === 'weigh') {
    const partial_outage = Math.round(weight / 2) / 1_000;
    const weights = { major_outage: weight / 1_000, partial_outage, degraded_performance: 0 };
    return send('POST', 'uptime/weights', { ...weights, effective_from: at(hours) });
  }
  if (kind === 'correct') {
    const times = { starts_at: at(hours), ends_at: at(hours - length) };
    return send('POST', 'uptime/corrections', { component_id, ...times, counts_as: status, reason: 'It was not.' });
  }
  if (kind === 'start') {
    const start_date = which % 3 === 0 ? null : at(hours).slice(0, 10);
    return send('PATCH', `components/${component_id}`, { start_date });
  }
  if (kind === 'take back') {
    const correction = await pick<Correction>('uptime/corrections?', change, ground);
    return correction && send('DELETE', `uptime/corrections/${correction.id}`);
  }
  if (kind === 'remove weights') {
    const weights = await pick<Weights>('uptime/weights?', change, ground);
    return weights && send('DELETE', `uptime/weights/${weights.id}`);
  }
  return undefined;
}

async function ofAnIncident(change: AnyChange, ground: Ground): Promise<Request> {
  const { kind, which, length, status } = change;
  const incident = await pick<Incident>('incidents?', change, ground);
  if (!incident) return undefined;
  const address = `incidents/${incident.id}`;
  const update = incident.incident_updates[which % Math.max(1, incident.incident_updates.length)];
  const start = (lastHour() - Date.parse(incident.started_at)) / hour;
  if (kind === 'end') {
    const over = 'scheduled_for' in incident ? 'completed' : 'resolved';
    return send('POST', `${address}/updates`, { status: over, body: 'It is over.', display_at: at(start - length) });
  }
  if (kind === 'move incident') return send('PATCH', address, { started_at: at(start + length) });
  if (kind === 'change components')
    return send('PATCH', address, { components: { [componentOf(change, ground)]: status } });
  if (kind === 'count as downtime') return send('PATCH', address, { counts_as_downtime: which % 2 === 0 });
  if (kind === 'rename') return send('PATCH', address, { name: 'Something else' });
  if (kind === 'delete incident') return send('DELETE', address);
  if (kind === 'move update')
    return update && send('PATCH', `${address}/updates/${update.id}`, { display_at: at(start - length) });
  return kind === 'delete update' && update ? send('DELETE', `${address}/updates/${update.id}`) : undefined;
}

function componentOf({ component }: AnyChange, { components }: Ground): string {
  return components[component % components.length] ?? '';
}

async function pick<T>(path: string, { which }: AnyChange, { admin }: Ground): Promise<T | undefined> {
  const all = (await admin.request<T[]>('GET', `/api/v1/${path}per_page=100`)).body;
  return all[which % Math.max(1, all.length)];
}

function lastHour(): number {
  return Math.floor(Date.now() / hour) * hour;
}

/** An instant so many hours ago, two days at least. */
function at(hoursAgo: number): string {
  return new Date(lastHour() - Math.max(48, hoursAgo) * hour).toISOString();
}

function send(method: UptimePreviewRequest['method'], path: string, body?: unknown): UptimePreviewRequest {
  return { method, path: `/api/v1/${path}`, ...(body !== undefined && { body }) };
}
