import { alertSeverities } from '@allswell/protocol';
import type {
  AlertCase,
  AlertDelivery,
  AlertRule,
  AlertSource,
  AlertVerification,
  InnerAlert,
  WholeAlertDelivery,
} from '@allswell/protocol';
import {
  alertRuleChangeSchema,
  alertSourceChangeSchema,
  mappingTrialSchema,
  newAlertRuleSchema,
  newAlertSecretSchema,
  newAlertSourceSchema,
  ruleTrialSchema,
} from '@allswell/protocol/schema';
import { Refusal, check, requireVersion, withoutUndefined } from './fake-rules.ts';
import type { FakeServer, Handler, Received } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];

const usual: Record<AlertSource['kind'], AlertVerification> = {
  new_relic: { kind: 'bearer' },
  alertmanager: { kind: 'bearer' },
  grafana: {
    kind: 'grafana',
    header: 'x-grafana-alerting-signature',
    timestamp_header: 'x-grafana-alerting-timestamp',
  },
  pagerduty: { kind: 'pagerduty' },
  datadog: { kind: 'header', header: 'x-allswell-secret' },
  uptime_kuma: { kind: 'header', header: 'x-allswell-secret' },
  cloudwatch: { kind: 'sns' },
  generic: { kind: 'bearer' },
};

export const inner = (part: Partial<InnerAlert> = {}): InnerAlert => ({
  key: 'k1',
  state: 'firing',
  severity: 'high',
  title: 'Error rate is high on checkout-prod',
  body: null,
  url: 'https://one.newrelic.com/issues/1',
  started_at: null,
  ended_at: null,
  labels: { policy: 'Golden signals' },
  entities: ['checkout-prod'],
  is_test: false,
  ...part,
});

/** The part of the server in memory that monitoring speaks to. */
export class FakeAlerts {
  readonly #server: FakeServer;
  sources: AlertSource[] = [];
  rules: AlertRule[] = [];
  cases: AlertCase[] = [];
  deliveries: WholeAlertDelivery[] = [];

  constructor(server: FakeServer) {
    this.#server = server;
  }

  addSource(kind: AlertSource['kind'], name: string, part: Partial<AlertSource> = {}): AlertSource {
    const at = new Date().toISOString();
    const id = this.#server.newId('sourc');
    const source: AlertSource = {
      id,
      kind,
      name,
      is_enabled: true,
      address: `https://status.example/hooks/alerts/${kind}/${id}secret-of-the-address-1`,
      previous_address_until: null,
      verification: usual[kind],
      secrets: [],
      mapping: null,
      topic_arns: [],
      last_received_at: null,
      created_at: at,
      updated_at: at,
      version: 1,
      ...part,
    };
    this.sources.push(source);
    return source;
  }

  addRule(name: string, part: Partial<AlertRule> = {}): AlertRule {
    const at = new Date().toISOString();
    const rule: AlertRule = {
      id: this.#server.newId('rule'),
      name,
      is_enabled: true,
      position: this.rules.length + 1,
      source_id: null,
      conditions: [],
      action: 'draft',
      groups_alerts: false,
      components: {},
      impact_override: null,
      template_id: null,
      incident_name: null,
      body: null,
      deliver_notifications: true,
      hold_seconds: 300,
      resolves: true,
      created_at: at,
      updated_at: at,
      version: 1,
      ...part,
    };
    this.rules.push(rule);
    return rule;
  }

  /** A source delivers something; it is read at once. */
  deliver(source: AlertSource, part: Partial<WholeAlertDelivery> = {}): WholeAlertDelivery {
    const at = new Date().toISOString();
    const body = part.body ?? '{"id": "42", "title": "Checkout is slow", "status": "ALARM"}';
    const delivery: WholeAlertDelivery = {
      id: String(this.deliveries.length + 1),
      source_id: source.id,
      received_at: at,
      state: 'done',
      reason: null,
      outcomes: [],
      bytes: body.length,
      body,
      alerts: [],
      ...part,
    };
    source.last_received_at = at;
    this.deliveries.unshift(delivery);
    return delivery;
  }

  /** An alert fires, and becomes a draft, as without a rule. */
  fire(
    title: string,
    part: Partial<Omit<AlertCase, 'alerts'>> & { alert?: Partial<AlertCase['alerts'][number]>; content?: object } = {},
  ): AlertCase {
    const { alert = {}, content = {}, ...rest } = part;
    const at = rest.opened_at ?? new Date(Date.now() - 3 * 60_000).toISOString();
    const draft = this.#server.written.add({
      kind: 'incident',
      admin: null,
      content: {
        name: title,
        status: 'investigating',
        components: {},
        body: 'We are looking into a problem.',
        impact_override: null,
        deliver_notifications: true,
        filling: null,
        ...content,
      },
    });
    const [source] = this.sources;
    const opened: AlertCase = {
      id: this.#server.newId('case'),
      title,
      state: 'firing',
      source: source ? { id: source.id, name: source.name, kind: source.kind } : null,
      rule: null,
      draft_id: draft.id,
      incident_id: null,
      proposal_draft_id: null,
      touched: false,
      opened_at: at,
      recovered_at: null,
      closed_at: null,
      ...rest,
      alerts: [
        {
          key: 'k1',
          state: 'firing',
          severity: 'high',
          title,
          url: 'https://one.newrelic.com/issues/1',
          entities: ['checkout-prod'],
          labels: {},
          times_fired: 1,
          first_seen_at: at,
          last_seen_at: at,
          ended_at: null,
          ...alert,
        },
      ],
    };
    draft.alert_case = { id: opened.id, title, state: opened.state };
    this.cases.unshift(opened);
    return opened;
  }

  /** Its alerts are over; a person has written in its incident, so it is proposed to resolve it. */
  propose(one: AlertCase, incidentId: string): void {
    const draft = this.#server.written.add({
      kind: 'update',
      incident_id: incidentId,
      admin: null,
      content: { name: '', status: 'resolved', components: {}, body: 'Everything works again.' },
    });
    draft.alert_case = { id: one.id, title: one.title, state: 'recovered' };
    Object.assign(one, {
      state: 'recovered',
      recovered_at: new Date().toISOString(),
      draft_id: null,
      incident_id: incidentId,
      proposal_draft_id: draft.id,
      touched: true,
    });
  }

  routes(request: Received): Route[] {
    const { body, path } = request;
    const query = new URLSearchParams(path.slice(path.indexOf('?')));
    const incidentId = query.get('incident_id');
    const isAsked = (one: AlertCase) =>
      incidentId ? one.incident_id === incidentId : (one.state === 'closed') === (query.get('state') === 'closed');
    return [
      ['GET', /^\/api\/v1\/alert-cases$/, () => [200, structuredClone(this.cases.filter(isAsked))]],
      ['POST', /^\/api\/v1\/alert-cases\/(\w+)\/publish$/, ([id]) => [200, this.#publish(id)]],
      ['POST', /^\/api\/v1\/alert-cases\/(\w+)\/dismiss$/, ([id]) => [200, this.#dismiss(id)]],
      ['GET', /^\/api\/v1\/alert-sources$/, () => [200, structuredClone(this.sources)]],
      ['POST', /^\/api\/v1\/alert-sources$/, () => this.#create(body)],
      ['GET', /^\/api\/v1\/alert-sources\/(\w+)$/, ([id]) => [200, structuredClone(this.#source(id))]],
      ['PATCH', /^\/api\/v1\/alert-sources\/(\w+)$/, ([id]) => this.#change(id, body)],
      [
        'DELETE',
        /^\/api\/v1\/alert-sources\/(\w+)$/,
        ([id]) => {
          const source = this.#source(id);
          this.sources = this.sources.filter((one) => one !== source);
          return [204];
        },
      ],
      [
        'POST',
        /^\/api\/v1\/alert-sources\/(\w+)\/address$/,
        ([id]) => {
          const source = this.#source(id);
          source.address = source.address.replace(/\d+$/, (count) => String(Number(count) + 1));
          source.previous_address_until = new Date(Date.now() + 86_400_000).toISOString();
          return [200, structuredClone(source)];
        },
      ],
      [
        'DELETE',
        /^\/api\/v1\/alert-sources\/(\w+)\/previous-address$/,
        ([id]) => {
          this.#source(id).previous_address_until = null;
          return [204];
        },
      ],
      ['POST', /^\/api\/v1\/alert-sources\/(\w+)\/secrets$/, ([id]) => this.#addSecret(id, body)],
      [
        'DELETE',
        /^\/api\/v1\/alert-sources\/(\w+)\/secrets\/(\w+)$/,
        ([id, secret]) => {
          const source = this.#source(id);
          source.secrets = source.secrets.filter((one) => one.id !== secret);
          return [204];
        },
      ],
      [
        'GET',
        /^\/api\/v1\/alert-sources\/(\w+)\/deliveries$/,
        ([id]) => [
          200,
          this.deliveries
            .filter((one) => one.source_id === id)
            .map(({ body: _, alerts: __, ...one }): AlertDelivery => structuredClone(one)),
        ],
      ],
      ['POST', /^\/api\/v1\/alert-sources\/(\w+)\/try-mapping$/, ([id]) => [200, this.#tryMapping(id, body)]],
      ['GET', /^\/api\/v1\/alert-deliveries\/(\d+)$/, ([id]) => [200, structuredClone(this.#delivery(id))]],
      [
        'POST',
        /^\/api\/v1\/alert-deliveries\/(\d+)\/retry$/,
        ([id]) => {
          Object.assign(this.#delivery(id), { state: 'done', reason: null });
          return [204];
        },
      ],
      ['GET', /^\/api\/v1\/alert-rules$/, () => [200, structuredClone(this.rules)]],
      ['POST', /^\/api\/v1\/alert-rules$/, () => this.#createRule(body)],
      ['POST', /^\/api\/v1\/alert-rules\/dry-run$/, () => [200, this.#dryRun(body)]],
      ['GET', /^\/api\/v1\/alert-rules\/(\w+)$/, ([id]) => [200, structuredClone(this.#rule(id))]],
      ['PATCH', /^\/api\/v1\/alert-rules\/(\w+)$/, ([id]) => this.#changeRule(id, body, request)],
      [
        'DELETE',
        /^\/api\/v1\/alert-rules\/(\w+)$/,
        ([id]) => {
          const rule = this.#rule(id);
          this.rules = this.rules.filter((one) => one !== rule);
          return [204];
        },
      ],
    ];
  }

  #publish(id: string | undefined): AlertCase {
    const found = this.#case(id);
    const draftId = found.incident_id ? found.proposal_draft_id : found.draft_id;
    const draft = this.#server.written.drafts.find((one) => one.id === draftId);
    if (!draft) throw new Refusal('alert-case-closed', { detail: 'Somebody was faster.' });
    this.#server.written.take(draft.id);
    const { name, body, components } = draft.content as { name: string; body: string; components: object };
    if (found.incident_id) {
      const incident = this.#server.incidents.find((one) => one.id === found.incident_id);
      if (incident) Object.assign(incident, { status: 'resolved', resolved_at: new Date().toISOString() });
      Object.assign(found, { state: 'closed', proposal_draft_id: null });
    } else {
      const incident = this.#server.addIncident(name, { body, hold: { ...components } });
      Object.assign(found, { incident_id: incident.id, draft_id: null });
    }
    this.#server.announce();
    return structuredClone(found);
  }

  #dismiss(id: string | undefined): AlertCase {
    const found = this.#case(id);
    if (found.state === 'closed') throw new Refusal('alert-case-closed');
    const draftId = found.proposal_draft_id ?? found.draft_id;
    this.#server.written.drafts = this.#server.written.drafts.filter((one) => one.id !== draftId);
    Object.assign(found, { state: 'closed', draft_id: null, proposal_draft_id: null });
    return structuredClone(found);
  }

  #create(body: unknown): [number, unknown] {
    const { kind, name, ...content } = check(newAlertSourceSchema, body);
    return [201, structuredClone(this.addSource(kind, name, withoutUndefined(content)))];
  }

  #change(id: string | undefined, body: unknown): [number, unknown] {
    const source = this.#source(id);
    const content = check(alertSourceChangeSchema, body);
    Object.assign(source, withoutUndefined(content), { version: source.version + 1 });
    return [200, structuredClone(source)];
  }

  #addSecret(id: string | undefined, body: unknown): [number, unknown] {
    const source = this.#source(id);
    const { secret = 'made-by-the-server-0123' } = check(newAlertSecretSchema, body ?? {});
    const made = {
      id: this.#server.newId('secre'),
      hint: secret.slice(-4),
      created_at: new Date().toISOString(),
      expires_at: null,
    };
    for (const one of source.secrets) one.expires_at ??= new Date(Date.now() + 86_400_000).toISOString();
    source.secrets.unshift(made);
    return [201, { ...made, secret }];
  }

  /** Plain names only: enough to see that what is typed is tried. */
  #tryMapping(id: string | undefined, body: unknown) {
    const { mapping } = check(mappingTrialSchema, body);
    const last = this.deliveries.find((one) => one.source_id === id);
    if (!last) return { delivery_id: null, body: null, alerts: [], complaints: ['Nothing was delivered yet.'] };
    const data = JSON.parse(last.body) as Record<string, string>;
    const at = (part: typeof mapping.key) => ('value' in part ? part.value : (data[part.path] ?? null));
    const [key, title, state] = [at(mapping.key), at(mapping.title), at(mapping.state)];
    const read = { delivery_id: last.id, body: last.body };
    if (key === null || title === null || state === null)
      return { ...read, alerts: [], complaints: ['There is nothing where the state should be.'] };
    const meant = mapping.states[state];
    if (!meant) return { ...read, alerts: [], complaints: [`The state “${state}” is not among those that it knows.`] };
    return { ...read, alerts: [inner({ key, title, state: meant, severity: null })], complaints: [] };
  }

  #createRule(body: unknown): [number, unknown] {
    const { name, position: _, ...content } = check(newAlertRuleSchema, body);
    return [201, structuredClone(this.addRule(name, withoutUndefined(content)))];
  }

  #changeRule(id: string | undefined, body: unknown, request: Received): [number, unknown] {
    const rule = this.#rule(id);
    const { position, ...content } = check(alertRuleChangeSchema, body);
    requireVersion(request, rule);
    if (position !== undefined) {
      this.rules = this.rules.filter((one) => one !== rule);
      this.rules.splice(position - 1, 0, rule);
      for (const [index, one] of this.rules.entries()) one.position = index + 1;
    }
    Object.assign(rule, withoutUndefined(content), { version: rule.version + 1 });
    return [200, structuredClone(rule)];
  }

  /** Looks at severities alone. */
  #dryRun(body: unknown) {
    const { rule } = check(ruleTrialSchema, body);
    const rank = (word: string | null) => (alertSeverities as readonly (string | null)[]).indexOf(word);
    const alerts = this.deliveries.flatMap((delivery) =>
      delivery.alerts.map((alert) => {
        const matches = (rule.conditions ?? []).every(
          (one) => one.field !== 'severity' || rank(alert.severity) >= rank(one.value),
        );
        return {
          delivery_id: delivery.id,
          received_at: delivery.received_at,
          source_id: delivery.source_id,
          alert,
          matches,
          decided_by: null,
          action: matches ? (rule.action ?? 'draft') : 'draft',
        };
      }),
    );
    return { looked_at: alerts.length, matched: alerts.filter((one) => one.matches).length, alerts };
  }

  #case(id = ''): AlertCase {
    const found = this.cases.find((one) => one.id === id);
    if (!found) throw new Refusal('alert-case-not-found');
    return found;
  }

  #source(id = ''): AlertSource {
    const found = this.sources.find((one) => one.id === id);
    if (!found) throw new Refusal('alert-source-not-found');
    return found;
  }

  #rule(id = ''): AlertRule {
    const found = this.rules.find((one) => one.id === id);
    if (!found) throw new Refusal('alert-rule-not-found');
    return found;
  }

  #delivery(id = ''): WholeAlertDelivery {
    const found = this.deliveries.find((one) => one.id === id);
    if (!found) throw new Refusal('alert-delivery-not-found');
    return found;
  }
}
