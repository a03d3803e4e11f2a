import { impactOf, isOpenIncident, overallStatus, problems, worseImpact } from '@allswell/protocol';
import type {
  Admin,
  AdminComponent,
  AdminGroup,
  AdminIncident,
  AuditEntry,
  ComponentStatus,
  Incident,
  IncidentStatus,
  IncidentUpdate,
  ProblemCode,
  Settings,
  Summary,
} from '@allswell/protocol';
import {
  acceptInviteSchema,
  adminChangeSchema,
  componentChangeSchema,
  forgotPasswordSchema,
  groupChangeSchema,
  incidentChangeSchema,
  inviteSchema,
  newComponentSchema,
  newGroupSchema,
  newIncidentSchema,
  newUpdateSchema,
  passwordChangeSchema,
  resetPasswordSchema,
  setUpSchema,
  settingsChangeSchema,
  signInSchema,
  textPreviewSchema,
  updateChangeSchema,
} from '@allswell/protocol/schema';
import { FakeAlerts } from './fake-alerts.ts';
import { FakeDrafts } from './fake-drafts.ts';
import { FakeHistory } from './fake-history.ts';
import { FakeImports } from './fake-imports.ts';
import { FakeMaintenance } from './fake-maintenance.ts';
import { Refusal, check, parse, requireVersion, withoutUndefined } from './fake-rules.ts';
import { FakeMetrics } from './fake-metrics.ts';
import { FakeNotifications } from './fake-notifications.ts';
import { FakeStream } from './fake-stream.ts';
import { FakeSubscribers } from './fake-subscribers.ts';
import { FakeTemplates } from './fake-templates.ts';
import { FakeUptime } from './fake-uptime.ts';

/** One request as the server got it. */
export interface Received {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

/** What may be wrong with the server or the way to it. */
export type Trouble = 'unreachable' | 'database' | 'lost-answer';

/** Answers one route. */
export type Handler = (parts: string[], body: unknown, request: Received) => [status: number, data?: unknown];

const pageId = 'fernhillpage';

/** A server in memory. It refuses what the contract refuses, by the schemas that the real one uses. */
export class FakeServer {
  readonly received: Received[] = [];
  settings: Settings = {
    id: pageId,
    name: 'Fernhill',
    url: 'https://www.fernhill.example',
    time_zone: 'Europe/Berlin',
    languages: ['en'],
    default_language: 'en',
    support_url: null,
    logo: null,
    favicon: null,
    accent_color: null,
    theme: 'auto',
    remind_before_minutes: 60,
    resolved_shows_minutes: 5,
    notify_maintenance_announced: true,
    notify_maintenance_reminder: true,
    notify_maintenance_started: true,
    notify_maintenance_ended: true,
    notify_maintenance_rescheduled: true,
    updated_at: '2026-11-22T12:00:00.000Z',
    version: 1,
  };
  components: AdminComponent[] = [];
  groups: AdminGroup[] = [];
  incidents: AdminIncident[] = [];
  audit: AuditEntry[] = [];
  /** What is planned. */
  readonly planned = new FakeMaintenance(this);
  readonly kept = new FakeTemplates(this);
  readonly written = new FakeDrafts(this);
  readonly past = new FakeHistory(this);
  readonly people = new FakeSubscribers(this);
  readonly told = new FakeNotifications(this);
  readonly measured = new FakeMetrics(this);
  readonly alerted = new FakeAlerts(this);
  readonly up = new FakeUptime(this);
  readonly brought = new FakeImports(this);
  admins: (Admin & { password: string | null })[] = [];
  setUpToken: string | null = null;
  inviteToken: string | null = null;
  resetToken: string | null = null;
  /** Whether the browser holds a refresh cookie that still counts. */
  hasCookie = false;
  seq = 1;
  tokenLifeSeconds = 600;

  #tokens = new Set<string>();
  #meId = '';
  #answers = new Map<string, { body: string; answer: Response }>();
  #trouble: { kind: Trouble; times: number; only: string } | null = null;
  #held: Promise<void> | null = null;
  #release: (() => void) | null = null;
  #counter = 0;

  /** Takes the place of the network until the returned function is called. */
  install(): () => void {
    const { fetch, EventSource } = globalThis;
    globalThis.fetch = (input, init) => this.#answer(new Request(input, init));
    globalThis.EventSource = FakeStream as unknown as typeof globalThis.EventSource;
    // Test files run side by side in tabs of one window, of which the browser shows one.
    Object.defineProperty(document, 'hidden', { configurable: true, value: false });
    return () => {
      this.letGo();
      Reflect.deleteProperty(document, 'hidden');
      globalThis.fetch = fetch;
      globalThis.EventSource = EventSource;
      FakeStream.closeAll();
    };
  }

  /** Something goes wrong with the next requests (of one method, if named). */
  fail(kind: Trouble, times = 1, only = ''): void {
    this.#trouble = { kind, times, only };
  }

  /** All is well again. */
  recover(): void {
    this.#trouble = null;
  }

  /** Answers wait until `letGo`. */
  hold(): void {
    this.#held ??= new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  letGo(): void {
    this.#release?.();
    this.#held = null;
  }

  /** Ends the session as if it had been ended in another place. */
  endSession(): void {
    this.#tokens.clear();
    this.hasCookie = false;
  }

  /** Access tokens stop counting, the cookie still does. */
  forgetTokens(): void {
    this.#tokens.clear();
  }

  /** How often a route was asked for. */
  count(method: string, path: string | RegExp): number {
    return this.received.filter(
      (one) => one.method === method && (typeof path === 'string' ? one.path === path : path.test(one.path)),
    ).length;
  }

  /** A new update of an incident, which is not in its thread yet. */
  newUpdate = (incident: AdminIncident, part: { status: IncidentStatus; body: string; display_at: string }) =>
    this.#update(incident, part);

  /** A new id. */
  newId(prefix: string): string {
    return this.#id(prefix);
  }

  addAdmin(email: string, password: string): Admin {
    const admin = {
      id: this.#id('admin'),
      email,
      name: null,
      state: 'active' as const,
      created_at: this.#now(),
      last_signed_in_at: this.#now(),
      password,
    };
    this.admins.push(admin);
    this.#meId ||= admin.id;
    return admin;
  }

  addGroup(name: string): AdminGroup {
    const group: AdminGroup = {
      id: this.#id('group'),
      page_id: pageId,
      name,
      description: null,
      components: [],
      position: this.groups.length + 1,
      created_at: this.#now(),
      updated_at: this.#now(),
      version: 1,
    };
    this.groups.push(group);
    return group;
  }

  addComponent(name: string, part: Partial<AdminComponent> = {}): AdminComponent {
    const component: AdminComponent = {
      id: this.#id('part'),
      name,
      status: 'operational',
      created_at: this.#now(),
      updated_at: this.#now(),
      position: this.components.filter((one) => one.group_id === (part.group_id ?? null)).length + 1,
      description: null,
      showcase: true,
      start_date: null,
      group_id: null,
      page_id: pageId,
      group: false,
      only_show_if_degraded: false,
      version: 1,
      ...part,
    };
    this.components.push(component);
    return component;
  }

  addIncident(
    name: string,
    part: Partial<AdminIncident> & { body?: string; hold?: Record<string, ComponentStatus> } = {},
  ): AdminIncident {
    const { body = 'We are looking into it.', hold = {}, ...rest } = part;
    const at = rest.started_at ?? this.#now();
    const id = this.#id('incid');
    for (const [component, status] of Object.entries(hold)) this.#component(component).status = status;
    const affected = this.components.filter((one) => one.id in hold);
    const status: IncidentStatus = rest.status ?? 'investigating';
    const incident: AdminIncident = {
      id,
      name,
      status,
      impact: impactOf(Object.values(hold)),
      impact_override: null,
      backfilled: false,
      postmortem: null,
      created_at: at,
      updated_at: at,
      monitoring_at: null,
      resolved_at: isOpenIncident(status) ? null : at,
      shortlink: `https://status.example/incidents/${id}`,
      started_at: at,
      page_id: pageId,
      components: affected,
      reminder_intervals: null,
      incident_updates: [],
      version: 1,
      ...rest,
    };
    incident.incident_updates = [this.#update(incident, { status, body, display_at: at })];
    this.incidents.unshift(incident);
    return incident;
  }

  /** Tells open streams, as the server does after a change. */
  announce(): void {
    this.seq += 1;
    FakeStream.send('summary', JSON.stringify(this.summary()));
  }

  summary(): Summary {
    const open = this.incidents.filter((one) => isOpenIncident(one.status));
    return {
      page: {
        id: pageId,
        name: this.settings.name,
        url: 'https://status.example',
        time_zone: 'Europe/Berlin',
        updated_at: this.#now(),
      },
      allswell: {
        epoch: 'epoch',
        seq: this.seq,
        generated_at: this.#now(),
        next_change_at: null,
        links: { page: '/', summary: '/api/v2/summary.json', page_json: '/api/v2/page.json', stream: '/api/v2/stream' },
      },
      components: this.components.map(({ version: _, ...one }) => one),
      incidents: open.map(({ version: _v, impact_override: _o, backfilled: _b, ...one }): Incident => one),
      scheduled_maintenances: this.planned.shown(),
      status: overallStatus(
        this.components.map((one) => one.status),
        open.map((one) => ({
          impact: one.impact,
          impact_override: one.impact_override,
          affected: one.components.length,
        })),
      ),
    };
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    const received: Received = {
      method: request.method,
      path: pathname + search,
      headers: request.headers,
      body: bodyOf(text, request.headers),
    };
    this.received.push(received);
    const trouble = this.#takeTrouble(request.method, pathname);
    if (trouble === 'unreachable') throw new TypeError('Failed to fetch');
    if (trouble === 'database') return problem('database-unavailable', {}, { 'retry-after': '0' });
    if (this.#held) await this.#held;
    if (request.signal.aborted) throw new DOMException('Aborted', 'AbortError');
    const answer = this.#handle(received, text, pathname);
    if (trouble === 'lost-answer') throw new TypeError('Failed to fetch');
    return answer;
  }

  #takeTrouble(method: string, pathname: string): Trouble | null {
    const trouble = this.#trouble;
    if (!trouble || pathname === '/api/v1/text/preview') return null;
    // What is asked and kept by itself, at any time, meets trouble only where that is what is looked at.
    const own = ['audience', 'notices', 'notifications', 'alert-cases', 'uptime/preview'].find((one) =>
      pathname.endsWith(`/${one}`),
    );
    const isDraft = pathname.startsWith('/api/v1/drafts');
    const quiet = isDraft ? 'drafts' : own;
    const isMeant = quiet ? trouble.only === quiet : ['', method].includes(trouble.only);
    if (!isMeant) return null;
    trouble.times -= 1;
    if (trouble.times <= 0) this.#trouble = null;
    return trouble.kind;
  }

  #handle(received: Received, text: string, pathname: string): Response {
    const key = received.headers.get('idempotency-key');
    const name = `${pathname} ${key}`;
    try {
      if (key) {
        const earlier = this.#answers.get(name);
        if (earlier && earlier.body !== text) throw new Refusal('idempotency-key-reused');
        if (earlier) return earlier.answer.clone();
      }
      const [status, data] = this.#route(received, pathname);
      const answer = data instanceof Response ? data : respond(status, data);
      if (key) this.#answers.set(name, { body: text, answer: answer.clone() });
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return problem(error.code, error.extensions);
    }
  }

  #route(received: Received, pathname: string): [number, unknown?] {
    const { method, body } = received;
    const routes: [string, RegExp, Handler][] = [
      ['GET', /^\/auth\/setup$/, () => [200, { needed: this.admins.length === 0 }]],
      ['POST', /^\/auth\/setup$/, () => this.#setUp(body)],
      ['POST', /^\/auth\/sign-in$/, () => this.#signIn(body)],
      ['POST', /^\/auth\/accept-invite$/, () => this.#acceptInvite(body)],
      ['POST', /^\/auth\/forgot-password$/, () => [202, check(forgotPasswordSchema, body) && { status: 'accepted' }]],
      ['POST', /^\/auth\/reset-password$/, () => this.#resetPassword(body)],
      ['POST', /^\/auth\/refresh$/, () => this.#refresh(received)],
      ['POST', /^\/auth\/sign-out$/, () => [this.#signOut()]],
      ['GET', /^\/api\/v2\/summary\.json$/, () => [200, this.summary()]],
      ['GET', /^\/api\/v2\/uptime\.json$/, () => [200, this.up.document()]],
    ];
    const inside: [string, RegExp, Handler][] = [
      ...this.kept.routes(received),
      ...this.written.routes(received),
      ...this.past.routes(received, pathname),
      ...this.planned.routes(received, pathname),
      ...this.people.routes(received),
      ...this.told.routes(),
      ...this.measured.routes(received),
      ...this.alerted.routes(received),
      ...this.up.routes(received),
      ...this.brought.routes(received),
      ['GET', /^\/api\/v1\/components$/, () => [200, this.#sorted()]],
      ['POST', /^\/api\/v1\/components$/, () => this.#postComponent(body)],
      ['PATCH', /^\/api\/v1\/components\/(\w+)$/, ([id = '']) => this.#patchComponent(id, body, received)],
      ['DELETE', /^\/api\/v1\/components\/(\w+)$/, ([id = '']) => this.#archive(id)],
      ['GET', /^\/api\/v1\/component-groups$/, () => [200, this.groups]],
      ['POST', /^\/api\/v1\/component-groups$/, () => [201, this.addGroup(check(newGroupSchema, body).name)]],
      ['PATCH', /^\/api\/v1\/component-groups\/(\w+)$/, ([id = '']) => this.#patchGroup(id, body, received)],
      ['DELETE', /^\/api\/v1\/component-groups\/(\w+)$/, ([id = '']) => this.#removeGroup(id)],
      ['GET', /^\/api\/v1\/incidents$/, () => [200, this.#list(received.path)]],
      ['POST', /^\/api\/v1\/incidents$/, () => this.#postIncident(body)],
      ['GET', /^\/api\/v1\/incidents\/(\w+)$/, ([id = '']) => [200, this.#incident(id)]],
      ['PATCH', /^\/api\/v1\/incidents\/(\w+)$/, ([id = '']) => this.#patchIncident(id, body, received)],
      ['DELETE', /^\/api\/v1\/incidents\/(\w+)$/, ([id = '']) => this.#deleteIncident(id)],
      ['POST', /^\/api\/v1\/incidents\/(\w+)\/updates$/, ([id = '']) => this.#postUpdate(id, body)],
      [
        'PATCH',
        /^\/api\/v1\/incidents\/(\w+)\/updates\/(\w+)$/,
        ([id = '', update = '']) => this.#patchUpdate(id, update, body),
      ],
      [
        'DELETE',
        /^\/api\/v1\/incidents\/(\w+)\/updates\/(\w+)$/,
        ([id = '', update = '']) => this.#deleteUpdate(id, update),
      ],
      ['POST', /^\/api\/v1\/text\/preview$/, () => [200, { nodes: parse(check(textPreviewSchema, body).body) }]],
      ['GET', /^\/api\/v1\/settings$/, () => [200, this.settings]],
      ['PATCH', /^\/api\/v1\/settings$/, () => this.#patchSettings(body, received)],
      ['GET', /^\/api\/v1\/admins$/, () => [200, this.admins.map(({ password: _, ...one }) => one)]],
      ['POST', /^\/api\/v1\/admins$/, () => this.#invite(body)],
      ['PUT', /^\/api\/v1\/admins\/me\/password$/, () => this.#changePassword(body)],
      ['PATCH', /^\/api\/v1\/admins\/(\w+)$/, ([id = '']) => this.#patchAdmin(id, body)],
      ['GET', /^\/api\/v1\/audit$/, () => [200, this.audit]],
    ];
    for (const [wanted, pattern, handler] of [...routes, ...inside]) {
      const found = wanted === method ? pattern.exec(pathname) : null;
      if (!found) continue;
      const bearer = received.headers.get('authorization')?.replace('Bearer ', '') ?? '';
      if (pathname.startsWith('/api/v1/') && !this.#tokens.has(bearer)) throw new Refusal('not-signed-in');
      return handler(found.slice(1), body, received);
    }
    throw new Refusal('not-found');
  }

  #session(): [number, unknown] {
    const me = this.admins.find((one) => one.id === this.#meId);
    if (!me) throw new Refusal('not-signed-in');
    const token = `token-${++this.#counter}`;
    this.#tokens.add(token);
    this.hasCookie = true;
    return [
      200,
      {
        access_token: token,
        token_type: 'Bearer',
        expires_in: this.tokenLifeSeconds,
        admin: { id: me.id, email: me.email, name: me.name },
      },
    ];
  }

  #setUp(body: unknown): [number, unknown] {
    const { token, email, password, page_name } = check(setUpSchema, body);
    if (this.admins.length > 0) throw new Refusal('already-set-up');
    if (token !== this.setUpToken) throw new Refusal('token-invalid');
    this.#meId = this.addAdmin(email, password).id;
    if (page_name) this.settings = { ...this.settings, name: page_name };
    return [201, this.#session()[1]];
  }

  #signIn(body: unknown): [number, unknown] {
    const { email, password } = check(signInSchema, body);
    const admin = this.admins.find((one) => one.email === email && one.password === password);
    if (!admin) throw new Refusal('wrong-credentials');
    this.#meId = admin.id;
    return this.#session();
  }

  #acceptInvite(body: unknown): [number, unknown] {
    const { token, password, name } = check(acceptInviteSchema, body);
    const admin = this.admins.find((one) => one.state === 'invited');
    if (token !== this.inviteToken || !admin) throw new Refusal('token-spent');
    this.inviteToken = null;
    Object.assign(admin, { password, name: name ?? null, state: 'active' });
    this.#meId = admin.id;
    return this.#session();
  }

  #resetPassword(body: unknown): [number, unknown] {
    const { token, password } = check(resetPasswordSchema, body);
    const [admin] = this.admins;
    if (token !== this.resetToken || !admin) throw new Refusal('token-spent');
    this.resetToken = null;
    admin.password = password;
    this.#meId = admin.id;
    return this.#session();
  }

  #refresh({ headers }: Received): [number, unknown] {
    if (headers.get('content-type') !== 'application/json') throw new Refusal('unsupported-media-type');
    if (!this.hasCookie) throw new Refusal('session-ended');
    return this.#session();
  }

  #signOut(): number {
    this.endSession();
    return 204;
  }

  #sorted(): AdminComponent[] {
    const place = (one: AdminComponent) => this.groups.findIndex((group) => group.id === one.group_id);
    return [...this.components].sort((one, other) => place(one) - place(other) || one.position - other.position);
  }

  #postComponent(body: unknown): [number, unknown] {
    const { start_date: _, ...content } = check(newComponentSchema, body);
    return [201, this.addComponent(content.name, withoutUndefined(content))];
  }

  #patchComponent(id: string, body: unknown, request: Received): [number, unknown] {
    const component = this.#component(id);
    const content = check(componentChangeSchema, body);
    requireVersion(request, component);
    this.up.refuseStart(component, content.start_date);
    if (content.position !== undefined) {
      const siblings = this.#sorted().filter((one) => one.group_id === component.group_id && one !== component);
      siblings.splice(content.position - 1, 0, component);
      for (const [index, one] of siblings.entries()) one.position = index + 1;
    }
    const { position: _, ...rest } = content;
    Object.assign(component, rest, { version: component.version + 1 });
    this.announce();
    return [200, component];
  }

  #archive(id: string): [number] {
    const component = this.#component(id);
    const holds = (one: AdminIncident) => isOpenIncident(one.status) && one.components.some((part) => part.id === id);
    if (this.incidents.some(holds)) throw new Refusal('component-in-use', { detail: 'Resolve the incident first.' });
    this.components = this.components.filter((one) => one !== component);
    return [204];
  }

  #patchGroup(id: string, body: unknown, request: Received): [number, unknown] {
    const group = this.groups.find((one) => one.id === id);
    if (!group) throw new Refusal('group-not-found');
    const content = check(groupChangeSchema, body);
    requireVersion(request, group);
    if (content.position !== undefined) {
      this.groups = this.groups.filter((one) => one !== group);
      this.groups.splice(content.position - 1, 0, group);
      for (const [index, one] of this.groups.entries()) one.position = index + 1;
    }
    const { position: _, ...rest } = content;
    Object.assign(group, rest, { version: group.version + 1 });
    return [200, group];
  }

  #removeGroup(id: string): [number] {
    this.groups = this.groups.filter((one) => one.id !== id);
    for (const one of this.components) if (one.group_id === id) one.group_id = null;
    return [204];
  }

  #list(path: string): AdminIncident[] {
    const query = new URLSearchParams(path.slice(path.indexOf('?')));
    const state = query.get('state');
    const found = this.incidents.filter((one) => !state || isOpenIncident(one.status) === (state === 'open'));
    const perPage = Number(query.get('per_page') ?? 25);
    const page = Number(query.get('page') ?? 1);
    return found.slice((page - 1) * perPage, page * perPage);
  }

  #postIncident(body: unknown): [number, unknown] {
    const { name, status, body: text, components = {}, impact_override, draft_id } = check(newIncidentSchema, body);
    for (const id of Object.keys(components)) this.#component(id);
    this.written.take(draft_id);
    const incident = this.addIncident(name, {
      status: (status ?? 'investigating') as IncidentStatus,
      body: text,
      hold: components,
      impact_override: impact_override ?? null,
    });
    if (impact_override) incident.impact = impact_override;
    this.announce();
    return [201, structuredClone(incident)];
  }

  #patchIncident(id: string, body: unknown, request: Received): [number, unknown] {
    const incident = this.#incident(id);
    const { started_at, name, impact_override, component_ids } = check(incidentChangeSchema, body);
    requireVersion(request, incident);
    if (component_ids) incident.components = component_ids.map((one) => this.#component(one));
    Object.assign(incident, withoutUndefined({ name, impact_override, started_at: started_at?.toISOString() }), {
      version: incident.version + 1,
    });
    this.announce();
    return [200, structuredClone(incident)];
  }

  #deleteIncident(id: string): [number] {
    const incident = this.#incident(id);
    this.incidents = this.incidents.filter((one) => one !== incident);
    for (const { id: part } of incident.components) this.#component(part).status = 'operational';
    this.announce();
    return [204];
  }

  #postUpdate(id: string, body: unknown): [number, unknown] {
    const incident = this.#incident(id);
    const { status, body: text, components = {}, reopen, draft_id } = check(newUpdateSchema, body);
    if (!isOpenIncident(incident.status) && !reopen) throw new Refusal('incident-resolved');
    this.written.take(draft_id);
    const next = (status ?? incident.status) as IncidentStatus;
    for (const [part, change] of Object.entries(components)) this.#component(part).status = change;
    if (!isOpenIncident(next))
      for (const part of incident.components) this.#component(part.id).status = components[part.id] ?? 'operational';
    const held = new Set([...incident.components.map((one) => one.id), ...Object.keys(components)]);
    incident.components = this.components.filter((one) => held.has(one.id));
    incident.status = next;
    incident.impact = worseImpact(incident.impact, impactOf(incident.components.map((one) => one.status)));
    incident.resolved_at = isOpenIncident(next) ? null : this.#now();
    incident.version += 1;
    const update = this.#update(incident, { status: next, body: text, display_at: this.#now() });
    incident.incident_updates = [update, ...incident.incident_updates];
    this.announce();
    return [201, update];
  }

  #patchUpdate(id: string, updateId: string, body: unknown): [number, unknown] {
    const update = this.#incident(id).incident_updates.find((one) => one.id === updateId);
    if (!update) throw new Refusal('update-not-found');
    const { body: text, display_at } = check(updateChangeSchema, body);
    this.past.keepEdit(update);
    if (text !== undefined) Object.assign(update, { body: text, body_nodes: parse(text) });
    if (display_at) update.display_at = display_at.toISOString();
    update.edited_at = this.#now();
    return [200, update];
  }

  #deleteUpdate(id: string, updateId: string): [number] {
    const incident = this.#incident(id);
    if (incident.incident_updates.length === 1) throw new Refusal('last-update');
    const gone = incident.incident_updates.find((one) => one.id === updateId);
    incident.incident_updates = incident.incident_updates.filter((one) => one !== gone);
    if (gone) {
      const { id: deleted, display_at } = gone;
      const trace = { id: deleted, display_at, deleted_at: this.#now() };
      incident.deleted_updates = [trace, ...(incident.deleted_updates ?? [])];
    }
    return [204];
  }

  #patchSettings(body: unknown, request: Received): [number, unknown] {
    const content = check(settingsChangeSchema, body);
    requireVersion(request, this.settings);
    this.settings = { ...this.settings, ...withoutUndefined(content), version: this.settings.version + 1 };
    return [200, this.settings];
  }

  #invite(body: unknown): [number, unknown] {
    const { email, name } = check(inviteSchema, body);
    if (this.admins.some((one) => one.email === email)) throw new Refusal('email-taken');
    const admin = {
      id: this.#id('admin'),
      email,
      name: name ?? null,
      state: 'invited' as const,
      created_at: this.#now(),
      last_signed_in_at: null,
      password: null,
    };
    this.admins.push(admin);
    this.inviteToken = 'invite-token';
    const { password: _, ...shown } = admin;
    return [
      201,
      {
        ...shown,
        invite_url: `${location.origin}/admin#invite=invite-token`,
        invite_expires_at: '2026-11-25T12:00:00.000Z',
      },
    ];
  }

  #patchAdmin(id: string, body: unknown): [number, unknown] {
    const admin = this.admins.find((one) => one.id === id);
    if (!admin) throw new Refusal('admin-not-found');
    const { disabled } = check(adminChangeSchema, body);
    if (disabled !== undefined) admin.state = disabled ? 'disabled' : 'active';
    const { password: _, ...shown } = admin;
    return [200, shown];
  }

  #changePassword(body: unknown): [number] {
    const { current_password, new_password } = check(passwordChangeSchema, body);
    const me = this.admins.find((one) => one.id === this.#meId);
    if (me?.password !== current_password) {
      throw new Refusal('invalid-request', {
        errors: [{ pointer: '#/current_password', detail: 'This is not your password.' }],
      });
    }
    me.password = new_password;
    return [204];
  }

  #component(id: string): AdminComponent {
    const component = this.components.find((one) => one.id === id);
    if (!component) throw new Refusal('component-not-found');
    return component;
  }

  #incident(id: string): AdminIncident {
    const incident = this.incidents.find((one) => one.id === id);
    if (!incident) throw new Refusal('incident-not-found');
    return incident;
  }

  #update(incident: AdminIncident, part: { status: IncidentStatus; body: string; display_at: string }): IncidentUpdate {
    return {
      id: this.#id('updat'),
      incident_id: incident.id,
      created_at: part.display_at,
      updated_at: part.display_at,
      affected_components: null,
      deliver_notifications: true,
      custom_tweet: null,
      tweet_id: null,
      body_nodes: parse(part.body),
      ...part,
    };
  }

  #id(prefix: string): string {
    this.#counter += 1;
    return prefix + String(this.#counter).padStart(12 - prefix.length, '0');
  }

  #now(): string {
    return new Date().toISOString();
  }
}

/** What was sent: JSON, or a text of another kind. */
function bodyOf(text: string, headers: Headers): unknown {
  if (text === '') return undefined;
  return headers.get('content-type')?.startsWith('text/csv') ? text : (JSON.parse(text) as unknown);
}

function respond(status: number, data: unknown): Response {
  return data === undefined ? new Response(null, { status }) : Response.json(data, { status });
}

function problem(
  code: ProblemCode,
  extensions: Record<string, unknown>,
  headers: Record<string, string> = {},
): Response {
  const { status, title } = problems[code];
  return Response.json(
    { type: `https://status.example/problems/${code}`, title, status, ...extensions },
    { status, headers: { ...headers, 'content-type': 'application/problem+json' } },
  );
}
