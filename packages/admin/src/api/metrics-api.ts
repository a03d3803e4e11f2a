import type {
  Metric,
  MetricChange,
  MetricPoints,
  MetricRange,
  MetricSourceState,
  MetricTrial,
  MetricTrialResult,
  NewMetric,
  NewRelicApplication,
  NewRelicEntity,
} from '@allswell/protocol';
import type { Edit, Write } from './admin-api.ts';
import type { ApiClient, Persistence } from './client.ts';
import { readAll } from './read-all.ts';

/** Whoever is asked for a metric may take their time. */
const sourceMs = 45_000;

/** The part of the write API about what is measured. */
export class MetricsApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  list = () => readAll<Metric>(this.#client, '/api/v1/metrics?');
  get = (id: string) => this.#client.call<Metric>('GET', `/api/v1/metrics/${id}`);
  add = ({ content, key, persist }: Write<NewMetric>) =>
    this.#client.call<Metric>('POST', '/api/v1/metrics', { body: content, key, persist });
  change = (id: string, { content, version, persist }: Edit<MetricChange>) =>
    this.#client.call<Metric>('PATCH', `/api/v1/metrics/${id}`, { body: content, version, persist });
  remove = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/metrics/${id}`, { persist });
  points = (id: string, range: MetricRange) =>
    this.#client.call<MetricPoints>('GET', `/api/v1/metrics/${id}/points?range=${range}`);
  /** Reads once what is being written, and keeps nothing. */
  tryIt = (content: MetricTrial) =>
    this.#client.call<MetricTrialResult>('POST', '/api/v1/metrics/try', { body: content, timeoutMs: sourceMs });
  /** The answer is the only time that the token is told. */
  makePushToken = (id: string) => this.#client.call<{ token: string }>('POST', `/api/v1/metrics/${id}/push-token`);
  dropPushToken = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/metrics/${id}/push-token`, { persist });

  sources = () => this.#client.call<MetricSourceState[]>('GET', '/api/v1/metric-sources');
  findEntities = (words: string) =>
    this.#client.call<NewRelicEntity[]>('GET', `/api/v1/metric-sources/new-relic/entities?${asked(words)}`, {
      timeoutMs: sourceMs,
    });
  findApplications = (words: string) =>
    this.#client.call<NewRelicApplication[]>(
      'GET',
      `/api/v1/metric-sources/new-relic-rest/applications?${asked(words)}`,
      {
        timeoutMs: sourceMs,
      },
    );
}

const asked = (words: string) => String(new URLSearchParams({ q: words.trim() }));
