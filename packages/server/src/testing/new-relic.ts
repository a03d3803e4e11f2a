import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NewRelicConfig } from '../config.ts';
import { answerGraph, type PlayedAccount, type PlayedEntity, type PlayedIssue } from './new-relic-graph.ts';
import type { RowScene } from './new-relic-nrql.ts';

/** Errors that New Relic tells of with HTTP 200. */
export const errorClasses = [
  'TOO_MANY_REQUESTS',
  'TIMEOUT',
  'INTERNAL_SERVER_ERROR',
  'SERVER_ERROR',
  'BAD_API_KEY',
] as const;

/** What New Relic can be like, from well to not there. */
export const newRelicScenes = [
  ...['ok', 'plain', 'facet', 'facet-timeseries', 'nulls', 'nan', 'many', 'words', 'nothing', 'objects'],
  ...errorClasses,
  ...['partial', '401', '403', '429', '429 for long', '429 until', '500', 'html 502', 'html 200', 'bare nan'],
  ...['truncated', 'reset', 'slow', 'redirect', 'endless', 'repeats the key', 'null', 'empty'],
] as const;
export type NewRelicScene =
  | RowScene
  | (typeof errorClasses)[number]
  | 'partial'
  | '401'
  | '403'
  | '429'
  | '429 for long'
  | '429 until'
  | '500'
  | 'html 502'
  | 'html 200'
  | 'bare nan'
  | 'truncated'
  | 'reset'
  | 'slow'
  | 'redirect'
  | 'endless'
  | 'repeats the key'
  | 'null'
  | 'empty';

/** What New Relic was asked. */
export interface NewRelicCall {
  at: number;
  host: string;
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** The NRQL in it. */
  nrql: string[];
}

/** An application of the REST API. */
export interface PlayedApplication {
  id: number;
  name: string;
  reporting: boolean;
  summary: Record<string, unknown> | null;
}

/**
 * Stands in for New Relic, as its documentation describes it: NerdGraph and the REST API v2 of four regions, of which
 * one knows the key. What New Relic refuses is refused; `play` makes it unwell.
 */
export interface FakeNewRelic {
  /** What a server is configured with to ask it. */
  config: { newRelic: NewRelicConfig; upstreams: Map<string, string> };
  /** The same as the environment. */
  env: Record<string, string>;
  calls: NewRelicCall[];
  entities: PlayedEntity[];
  applications: PlayedApplication[];
  issues: PlayedIssue[];
  /** From now on it is like this. */
  play(scene: NewRelicScene): void;
  /** What is measured, by the instant. */
  measure(valueAt: (at: number) => number): void;
  close(): Promise<void>;
}

export interface FakeNewRelicOptions {
  apiKey?: string;
  accountId?: number;
  region?: NewRelicConfig['region'];
  now?: () => number;
}

const hosts: Record<NewRelicConfig['region'], string> = {
  us: 'api.newrelic.com',
  eu: 'api.eu.newrelic.com',
  jp: 'api.jp.newrelic.com',
  fedramp: 'gov-api.newrelic.com',
};
const mostAtOnce = 25;
const restBegins = '/v2/applications';
const rowScenes: readonly string[] = newRelicScenes.slice(0, 10);

export async function startFakeNewRelic({
  apiKey = 'NRAK-FERNHILLREADSONLY0000001',
  accountId = 1_234_567,
  region = 'us',
  now = Date.now,
}: FakeNewRelicOptions = {}): Promise<FakeNewRelic> {
  const calls: NewRelicCall[] = [];
  const waiting = new Set<ServerResponse>();
  let scene: NewRelicScene = 'ok';
  let valueAt = (at: number): number => 200 + Math.round(50 * Math.sin(at / 600_000));
  const entities = [entityOf(accountId)];
  const applications = [applicationOf()];
  const issues: PlayedIssue[] = [];

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await read(req);
    const path = req.url ?? '';
    const host = req.headers.host ?? '';
    calls.push({ at: now(), host, method: req.method ?? '', path, headers: req.headers, body, nrql: nrqlIn(body) });
    if (misbehave(req, res, scene, { now, waiting })) return;
    const isRest = path.startsWith(restBegins);
    if (!isRest && (req.method !== 'POST' || path !== '/graphql')) return json(res, 404, { error: 'Not Found' });
    // `Authorization` is not looked at, and each API has a header of its own.
    const key = isRest ? req.headers['x-api-key'] : req.headers['api-key'];
    if (key !== apiKey || host !== hosts[region])
      return json(res, 401, { errors: [{ message: 'Unauthorized', extensions: { error_code: 'BAD_API_KEY' } }] });
    if (waiting.size + inTheAir > mostAtOnce) return json(res, 429, { error: 'Too many concurrent requests' });

    if (isRest) return rest(res, new URL(path, 'https://api.newrelic.com'));
    if (!req.headers['content-type']?.startsWith('application/json')) return json(res, 415, {});
    const played: PlayedAccount = { accountId, entities, issues, valueAt, now };
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    const optIn = req.headers['nerd-graph-unsafe-experimental-opt-in'];
    const rows = rowScenes.includes(scene) ? (scene as RowScene) : 'ok';
    const graph = await answerGraph(
      { query, variables, optIn: typeof optIn === 'string' ? optIn : undefined },
      rows,
      played,
    );
    if (scene === 'partial')
      Object.assign(graph, { errors: [{ message: 'Deprecated: this will be removed.', path: ['actor'] }] });
    json(res, 200, graph);
  }

  function rest(res: ServerResponse, url: URL): void {
    const id = /^\/v2\/applications\/(\d+)\.json$/.exec(url.pathname)?.[1];
    if (id === undefined) {
      const part = url.searchParams.get('filter[name]')?.toLowerCase() ?? '';
      const found = applications.filter(({ name }) => name.toLowerCase().includes(part));
      return json(res, 200, { applications: found.map((one) => restOf(one, scene, now())) });
    }
    const application = applications.find((one) => String(one.id) === id);
    if (!application) return json(res, 404, { error: { title: 'The resource could not be found' } });
    json(res, 200, { application: restOf(application, scene, now()) });
  }

  let inTheAir = 0;
  const server = createServer((req, res) => {
    inTheAir += 1;
    res.once('close', () => (inTheAir -= 1));
    answer(req, res).catch(() => res.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const upstreams = new Map(Object.values(hosts).map((host) => [`https://${host}`, at]));

  return {
    config: { newRelic: { apiKey, accountId, region }, upstreams },
    env: {
      ALLSWELL_NEW_RELIC_API_KEY: apiKey,
      ALLSWELL_NEW_RELIC_ACCOUNT_ID: String(accountId),
      ALLSWELL_NEW_RELIC_REGION: region,
      ALLSWELL_UPSTREAMS: [...upstreams].map(([from, to]) => `${from}=${to}`).join(','),
    },
    calls,
    entities,
    applications,
    issues,
    play(next) {
      scene = next;
      for (const res of waiting) res.destroy();
      waiting.clear();
    },
    measure(next) {
      valueAt = next;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What is answered whatever was asked. Answers whether it was. */
function misbehave(
  req: IncomingMessage,
  res: ServerResponse,
  scene: NewRelicScene,
  { now, waiting }: { now: () => number; waiting: Set<ServerResponse> },
): boolean {
  const html = '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>';
  const told = errorClasses.find((name) => name === scene);
  if (told !== undefined) {
    const extensions = told === 'BAD_API_KEY' ? { error_code: told } : { errorClass: told };
    json(res, 200, { data: { actor: null }, errors: [{ message: 'some error', extensions }] });
    return true;
  }
  const answers: Partial<Record<NewRelicScene, () => void>> = {
    '401': () => json(res, 401, { errors: [{ message: 'Unauthorized' }] }),
    '403': () => json(res, 403, { errors: [{ message: 'Forbidden' }] }),
    '429': () => json(res, 429, {}),
    '429 for long': () => json(res, 429, {}, { 'retry-after': '600' }),
    '429 until': () =>
      json(
        res,
        429,
        {},
        {
          'x-ratelimit-limit': '1000',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.ceil(now() / 1_000) + 300),
        },
      ),
    '500': () => json(res, 500, { error: 'Internal Server Error' }),
    'html 502': () => text(res, 502, html),
    'html 200': () => text(res, 200, html),
    'bare nan': () => text(res, 200, '{"data":{"actor":{"account":{"w0":{"results":[{"count":NaN}]}}}}}'),
    truncated: () => text(res, 200, '{"data":{"actor":{"account":{"w0":{"results":[{"beginTimeSeconds":17'),
    reset: () => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      res.write('{"data":{"actor":', () => res.destroy());
    },
    slow: () => void waiting.add(res),
    redirect: () => res.writeHead(302, { location: 'https://login.newrelic.com/' }).end(),
    endless: () => {
      res.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!res.destroyed && res.write(' '.repeat(65_536)));
      };
      res.on('drain', more).on('error', () => {});
      more();
    },
    // A proxy on the way that shows what it was sent, in all the spellings that it could think of.
    'repeats the key': () => {
      const key = String(req.headers['api-key'] ?? req.headers['x-api-key']);
      const message = `NRQL Syntax Error: Error at line 1: ${[key, encodeURIComponent(key), Buffer.from(key).toString('base64'), Buffer.from(`user:${key}`).toString('base64'), key.toLowerCase()].join(' ')}`;
      json(
        res,
        200,
        { data: { actor: null }, errors: [{ message, extensions: { errorClass: key } }] },
        { 'x-key': key },
      );
    },
    null: () => text(res, 200, 'null'),
    empty: () => text(res, 200, ''),
  };
  const answer = answers[scene];
  answer?.();
  return answer !== undefined;
}

function restOf({ id, name, reporting, summary }: PlayedApplication, scene: NewRelicScene, now: number): object {
  const base = { id, name, language: 'nodejs', health_status: reporting ? 'green' : 'unknown', reporting };
  if (!reporting) return base;
  const altered =
    scene === 'nulls'
      ? Object.fromEntries(Object.keys(summary ?? {}).map((field) => [field, null]))
      : scene === 'nan' || scene === 'words'
        ? Object.fromEntries(Object.keys(summary ?? {}).map((field) => [field, scene === 'nan' ? 'NaN' : 'many']))
        : summary;
  return {
    ...base,
    last_reported_at: new Date(now).toISOString(),
    ...(scene !== 'nothing' && altered && { application_summary: altered }),
    settings: { app_apdex_threshold: 0.5 },
    links: { application_instances: [] },
  };
}

function entityOf(accountId: number): PlayedEntity {
  const guid = Buffer.from(`${accountId}|APM|APPLICATION|987654`).toString('base64').replace(/=+$/, '');
  const of = `FROM Metric WHERE (entity.guid = '${guid}') TIMESERIES`;
  return {
    guid,
    name: 'Fernhill internal billing',
    domain: 'APM',
    type: 'APPLICATION',
    reporting: true,
    accountId,
    apdexTarget: 0.4,
    golden: [
      {
        name: 'responseTimeMs',
        title: 'Response time',
        unit: 'MS',
        query: `SELECT average(apm.service.transaction.duration) * 1000 AS 'Response time (ms)' ${of}`,
      },
      {
        name: 'throughput',
        title: 'Throughput',
        unit: 'REQUESTS_PER_MINUTE',
        query: `SELECT rate(count(apm.service.transaction.duration), 1 minute) AS 'Throughput' ${of}`,
      },
      {
        name: 'errorRate',
        title: 'Error rate',
        unit: 'PERCENTAGE',
        query: `SELECT (count(apm.service.error.count) / count(apm.service.transaction.duration)) * 100 AS 'Error %' ${of}`,
      },
    ],
  };
}

function applicationOf(): PlayedApplication {
  const summary = {
    response_time: 138,
    throughput: 420,
    error_rate: 0.25,
    apdex_target: 0.5,
    apdex_score: 0.97,
    host_count: 2,
    instance_count: 4,
  };
  return { id: 987_654, name: 'Fernhill internal billing', reporting: true, summary };
}

function nrqlIn(body: string): string[] {
  try {
    const { variables } = JSON.parse(body) as { variables?: Record<string, unknown> };
    return Object.values(variables ?? {}).filter(
      (one): one is string => typeof one === 'string' && /\bselect\b/i.test(one),
    );
  } catch {
    return [];
  }
}

async function read(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function json(res: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers }).end(JSON.stringify(body));
}

function text(res: ServerResponse, status: number, body: string): void {
  res.writeHead(status, { 'content-type': status === 502 ? 'text/html' : 'application/json' }).end(body);
}
