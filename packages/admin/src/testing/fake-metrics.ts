import { metricLevel } from '@allswell/protocol';
import type { Metric, MetricSourceState, NewRelicEntity, SeriesOfPoints } from '@allswell/protocol';
import { metricChangeSchema, metricTrialSchema, newMetricSchema } from '@allswell/protocol/schema';
import { Refusal, check, requireVersion, withoutUndefined } from './fake-rules.ts';
import type { FakeServer, Handler, Received } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];

const minute = 60_000;

/** The last day in steps of five minutes: it swings round a value, with a gap. */
export function swinging(around: number, swing = around / 5): SeriesOfPoints {
  return {
    begins_at: new Date(Date.now() - 24 * 60 * minute).toISOString(),
    step_seconds: 300,
    values: Array.from({ length: 288 }, (_, at) =>
      at > 120 && at < 140 ? null : around + Math.round(Math.sin(at / 9) * swing * 100) / 100,
    ),
  };
}

/** The part of the server in memory that measures. */
export class FakeMetrics {
  readonly #server: FakeServer;
  metrics: Metric[] = [];
  sources: MetricSourceState[] = [
    { source: 'new_relic', is_configured: true, detail: 'Account 1234567, region US.' },
    { source: 'new_relic_rest', is_configured: true, detail: 'Region US.' },
    { source: 'prometheus', is_configured: false, detail: 'Set ALLSWELL_PROMETHEUS_URL.' },
    { source: 'push', is_configured: true, detail: 'Points are taken with a token.' },
  ];
  entities: NewRelicEntity[] = [
    { guid: 'MXxBUE18QVBQTElDQVRJT058MQ', name: 'checkout-prod', type: 'APM', account_id: 1, is_reporting: true },
    { guid: 'MXxBUE18QVBQTElDQVRJT058Mg', name: 'search-prod', type: 'APM', account_id: 1, is_reporting: true },
    { guid: 'MXxBUE18QVBQTElDQVRJT058Mw', name: 'checkout-old', type: 'APM', account_id: 1, is_reporting: false },
  ];
  /** What a source says that gives nothing. */
  unreadable: string | null = null;
  /** What a try reads. */
  reads = 342.4;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  add(name: string, part: Partial<Metric> = {}): Metric {
    const at = new Date().toISOString();
    const metric: Metric = {
      id: this.#server.newId('metri'),
      name,
      tooltip_description: null,
      suffix: 'ms',
      decimal_places: 0,
      y_axis_min: null,
      y_axis_max: null,
      y_axis_hidden: false,
      thresholds: null,
      position: this.metrics.length + 1,
      display: true,
      origin: {
        source: 'new_relic',
        query: { kind: 'golden', entity_guid: 'MXxBUE18QVBQTElDQVRJT058MQ', figure: 'response_time' },
      },
      factor: 1,
      interval_seconds: 60,
      has_push_token: false,
      last_fetched_at: at,
      most_recent_data_at: at,
      most_recent_value: 342,
      level: null,
      failures: 0,
      last_error: null,
      created_at: at,
      updated_at: at,
      version: 1,
      ...part,
    };
    metric.level = metricLevel(metric.most_recent_value, metric.thresholds);
    this.metrics.push(metric);
    return metric;
  }

  routes({ path, body }: Received): Route[] {
    const query = new URLSearchParams(path.slice(path.indexOf('?')));
    const words = (query.get('q') ?? '').toLowerCase();
    return [
      ['GET', /^\/api\/v1\/metrics$/, () => [200, structuredClone(this.metrics)]],
      ['POST', /^\/api\/v1\/metrics$/, () => this.#create(body)],
      ['POST', /^\/api\/v1\/metrics\/try$/, () => this.#try(body)],
      ['GET', /^\/api\/v1\/metrics\/(\w+)$/, ([id]) => [200, structuredClone(this.#one(id))]],
      ['PATCH', /^\/api\/v1\/metrics\/(\w+)$/, ([id], _, request) => this.#change(id, body, request)],
      ['DELETE', /^\/api\/v1\/metrics\/(\w+)$/, ([id]) => this.#remove(id)],
      [
        'GET',
        /^\/api\/v1\/metrics\/(\w+)\/points$/,
        ([id]) => [200, { range: 'day', series: swinging(this.#one(id).most_recent_value ?? 1) }],
      ],
      [
        'POST',
        /^\/api\/v1\/metrics\/(\w+)\/push-token$/,
        ([id]) => {
          const metric = this.#one(id);
          if (metric.origin.source !== 'push') throw new Refusal('not-a-push-metric');
          metric.has_push_token = true;
          return [201, { token: `push-token-of-${metric.id}` }];
        },
      ],
      [
        'DELETE',
        /^\/api\/v1\/metrics\/(\w+)\/push-token$/,
        ([id]) => {
          this.#one(id).has_push_token = false;
          return [204];
        },
      ],
      ['GET', /^\/api\/v1\/metric-sources$/, () => [200, this.sources]],
      [
        'GET',
        /^\/api\/v1\/metric-sources\/new-relic\/entities$/,
        () => [200, this.entities.filter((one) => one.name.includes(words))],
      ],
      [
        'GET',
        /^\/api\/v1\/metric-sources\/new-relic-rest\/applications$/,
        () => [200, [{ id: 77, name: 'checkout-old', is_reporting: true }].filter((one) => one.name.includes(words))],
      ],
    ];
  }

  #create(body: unknown): [number, unknown] {
    const { name, position: _, ...content } = check(newMetricSchema, body);
    this.#refuseUnreadable(content.origin);
    const isPush = content.origin.source === 'push';
    return [
      201,
      this.add(name, {
        ...withoutUndefined(content),
        ...(isPush ? { most_recent_value: null, most_recent_data_at: null } : {}),
      }),
    ];
  }

  #change(id: string | undefined, body: unknown, request: Received): [number, unknown] {
    const metric = this.#one(id);
    const { position, ...content } = check(metricChangeSchema, body);
    requireVersion(request, metric);
    if (position !== undefined) {
      this.metrics = this.metrics.filter((one) => one !== metric);
      this.metrics.splice(position - 1, 0, metric);
      for (const [index, one] of this.metrics.entries()) one.position = index + 1;
    }
    Object.assign(metric, withoutUndefined(content), { version: metric.version + 1 });
    metric.level = metricLevel(metric.most_recent_value, metric.thresholds);
    return [200, structuredClone(metric)];
  }

  #remove(id: string | undefined): [number] {
    const metric = this.#one(id);
    this.metrics = this.metrics.filter((one) => one !== metric);
    return [204];
  }

  #try(body: unknown): [number, unknown] {
    const { origin, factor = 1 } = check(metricTrialSchema, body);
    if (!this.sources.find((one) => one.source === origin.source)?.is_configured)
      throw new Refusal('metric-source-not-configured', { detail: 'Set it where the server starts.' });
    this.#refuseUnreadable(origin);
    const value = this.reads * factor;
    return [
      200,
      {
        value,
        as_of: new Date().toISOString(),
        series: swinging(value),
        suggested: { suffix: 's', decimal_places: 1 },
      },
    ];
  }

  #refuseUnreadable(origin: Metric['origin']): void {
    if (this.unreadable === null) return;
    const pointer = origin.source === 'new_relic' ? '#/origin/query/nrql' : '#/origin';
    throw new Refusal('metric-unreadable', {
      detail: this.unreadable,
      errors: [{ pointer, detail: this.unreadable }],
    });
  }

  #one(id = ''): Metric {
    const found = this.metrics.find((one) => one.id === id);
    if (!found) throw new Refusal('metric-not-found');
    return found;
  }
}
