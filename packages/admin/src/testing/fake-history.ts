import { isOpenIncident } from '@allswell/protocol';
import type { AdminIncident, IncidentUpdate, UpdateEdit } from '@allswell/protocol';
import {
  newIncidentSchema,
  newUpdateSchema,
  postmortemPublicationSchema,
  postmortemSchema,
} from '@allswell/protocol/schema';
import type { AnyIncident } from '../api/admin-api.ts';
import { Refusal, check, parse, requireVersion } from './fake-rules.ts';
import type { FakeServer, Handler, Received } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];

/** The part of the server in memory about what is over: search, postmortems, the past written down, earlier versions. */
export class FakeHistory {
  readonly #server: FakeServer;
  /** What updates said before they were edited, newest first, by their id. */
  readonly edits = new Map<string, UpdateEdit[]>();

  constructor(server: FakeServer) {
    this.#server = server;
  }

  /** An update is about to be edited. */
  keepEdit({ id, body, display_at }: IncidentUpdate): void {
    const [me] = this.#server.admins;
    const edit: UpdateEdit = {
      ...{ body, display_at },
      edited_at: new Date().toISOString(),
      admin: me ? { id: me.id, email: me.email } : null,
    };
    this.edits.set(id, [edit, ...(this.edits.get(id) ?? [])]);
  }

  routes({ path, body, method }: Received, pathname: string): Route[] {
    const routes: Route[] = [
      [
        'GET',
        /^\/api\/v1\/incidents\/\w+\/updates\/(\w+)\/edits$/,
        ([id = '']) => [200, structuredClone(this.edits.get(id) ?? [])],
      ],
      [
        'PUT',
        /^\/api\/v1\/incidents\/(\w+)\/postmortem$/,
        ([id = ''], _, request) => this.#write(this.#one(id), body, request),
      ],
      ['PUT', /^\/api\/v1\/incidents\/(\w+)\/postmortem\/publish$/, ([id = '']) => this.#publish(this.#one(id), body)],
      [
        'DELETE',
        /^\/api\/v1\/incidents\/(\w+)\/postmortem$/,
        ([id = '']) => {
          Object.assign(this.#one(id), { postmortem: null });
          return [204];
        },
      ],
    ];
    if (pathname === '/api/v1/incidents' && method === 'GET' && !path.includes('state='))
      routes.push(['GET', /^\/api\/v1\/incidents$/, () => [200, this.#search(path)]]);
    if (pathname === '/api/v1/incidents' && method === 'POST' && (body as { backfilled?: boolean }).backfilled)
      routes.push(['POST', /^\/api\/v1\/incidents$/, () => this.#backfill(body)]);
    const id = /^\/api\/v1\/incidents\/(\w+)\/updates$/.exec(pathname)?.[1];
    const past = this.#server.incidents.find((one) => one.id === id && one.backfilled);
    if (past && method === 'POST')
      routes.push(['POST', /^\/api\/v1\/incidents\/\w+\/updates$/, () => this.#tell(past, body)]);
    return routes;
  }

  #one(id: string): AdminIncident {
    const found = this.#server.incidents.find((one) => one.id === id);
    if (!found) throw new Refusal('incident-not-found');
    return found;
  }

  #search(path: string): AnyIncident[] {
    const query = new URLSearchParams(path.slice(path.indexOf('?')));
    const of = (name: string) => query.get(name) ?? '';
    const words = of('q').toLowerCase().split(/\s+/).filter(Boolean);
    const startOf = (one: AnyIncident) => ('scheduled_for' in one ? (one.scheduled_for ?? '') : one.started_at);
    const all: AnyIncident[] = [...this.#server.incidents, ...this.#server.planned.maintenances];
    const found = all
      .filter((one) => of('kind') === '' || 'scheduled_for' in one === (of('kind') === 'maintenance'))
      .filter((one) => of('component') === '' || one.components.some(({ id }) => id === of('component')))
      .filter((one) => of('from') === '' || startOf(one).slice(0, 10) >= of('from'))
      .filter((one) => of('to') === '' || startOf(one).slice(0, 10) <= of('to'))
      .filter((one) => {
        const text = [one.name, ...one.incident_updates.map(({ body }) => body)].join(' ').toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .sort((one, other) => startOf(other).localeCompare(startOf(one)));
    const [page, perPage] = [Number(of('page') || 1), Number(of('per_page') || 25)];
    return structuredClone(found.slice((page - 1) * perPage, page * perPage));
  }

  #write(incident: AdminIncident, body: unknown, request: Received): [number, unknown] {
    if (isOpenIncident(incident.status)) throw new Refusal('not-resolved');
    const { body: text } = check(postmortemSchema, body);
    requireVersion(request, incident);
    const published_at = incident.postmortem?.published_at ?? null;
    incident.postmortem = { body: text, edited_at: new Date().toISOString(), published_at };
    incident.version += 1;
    return [200, structuredClone(incident)];
  }

  #publish(incident: AdminIncident, body: unknown): [number, unknown] {
    check(postmortemPublicationSchema, body);
    if (!incident.postmortem) throw new Refusal('no-postmortem');
    const { body: text } = incident.postmortem;
    const known = incident.incident_updates.find((one) => one.status === 'postmortem');
    const at = new Date().toISOString();
    if (known) {
      this.keepEdit(known);
      Object.assign(known, { body: text, body_nodes: parse(text), edited_at: at });
    } else {
      const update = this.#server.newUpdate(incident, { status: 'postmortem', body: text, display_at: at });
      incident.incident_updates = [update, ...incident.incident_updates];
      incident.postmortem.published_at = at;
    }
    incident.status = 'postmortem';
    incident.version += 1;
    return [200, structuredClone(incident)];
  }

  #backfill(body: unknown): [number, unknown] {
    const content = check(newIncidentSchema, body);
    if (content.status === 'completed') {
      const maintenance = this.#server.planned.add(content.name, {
        status: 'completed',
        backfilled: true,
        from: String(content.scheduled_for),
        until: String(content.scheduled_until),
        body: content.body,
        affected: content.component_ids ?? [],
      });
      return [201, structuredClone(maintenance)];
    }
    const incident = this.#server.addIncident(content.name, {
      status: 'resolved',
      started_at: content.backfill_date?.toISOString() ?? '',
      body: content.body,
      backfilled: true,
    });
    const affected = Object.keys(content.components ?? {});
    incident.components = this.#server.components.filter((one) => affected.includes(one.id));
    Object.assign(incident.incident_updates[0] ?? {}, { status: content.status ?? 'investigating' });
    return [201, structuredClone(incident)];
  }

  #tell(incident: AdminIncident, body: unknown): [number, unknown] {
    const { status = 'investigating', body: text, display_at } = check(newUpdateSchema, body);
    if (!display_at) throw new Refusal('invalid-request');
    const at = display_at.toISOString();
    const update = this.#server.newUpdate(incident, {
      status: status as IncidentUpdate['status'],
      body: text,
      display_at: at,
    });
    incident.incident_updates = [...incident.incident_updates, update].sort((one, other) =>
      other.display_at.localeCompare(one.display_at),
    );
    if (status === 'resolved') incident.resolved_at = at;
    return [201, update];
  }
}
