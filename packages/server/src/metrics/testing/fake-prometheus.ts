import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What it was asked. Times are in seconds since 1970. */
export interface Asked {
  query: string;
  start: number;
  end: number;
  step: number;
}

/** The value of a series at an instant in seconds, as Prometheus writes it; undefined where there is none. */
export type FakeSeries = (seconds: number) => string | undefined;
/** Another answer than Prometheus would give. */
export type Scene = (request: IncomingMessage, response: ServerResponse) => void;

/** A Prometheus that knows range queries only, and refuses what the real one refuses. */
export interface FakePrometheus {
  url: string;
  asked: Asked[];
  /** By the expression that gives them. Others give none. */
  series: Map<string, FakeSeries[]>;
  scene: Scene | undefined;
  /** Called for everything that arrives, whatever is answered. */
  onAsked: (() => void) | undefined;
  stop(): Promise<void>;
}

const mostPoints = 11_000;

class BadData extends Error {}

export async function startFakePrometheus({ token }: { token?: string } = {}): Promise<FakePrometheus> {
  const server = createServer((request, response) => {
    fake.onAsked?.();
    void answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fake: FakePrometheus = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    series: new Map(),
    scene: undefined,
    onAsked: undefined,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (fake.scene) return fake.scene(request, response);
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401, { 'content-type': 'text/plain' }).end('Unauthorized\n');
      return;
    }
    const url = new URL(request.url ?? '/', fake.url);
    if (url.pathname !== '/api/v1/query_range' || !['GET', 'POST'].includes(request.method ?? '')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n');
      return;
    }
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    const parameters = new URLSearchParams([...url.searchParams, ...new URLSearchParams(isForm ? body : '')]);
    try {
      const asked = readParameters(parameters);
      fake.asked.push(asked);
      const limit = Number(parameters.get('limit') ?? 0) || Infinity;
      const result = (fake.series.get(asked.query) ?? []).slice(0, limit).flatMap((series, index) => {
        const values = valuesOf(series, asked);
        return values.length === 0 ? [] : [{ metric: { instance: `host-${index}` }, values }];
      });
      send(response, 200, { status: 'success', data: { resultType: 'matrix', result } });
    } catch (error) {
      if (!(error instanceof BadData)) throw error;
      send(response, 400, { status: 'error', errorType: 'bad_data', error: error.message });
    }
  }

  return fake;
}

function send(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function readParameters(parameters: URLSearchParams): Asked {
  const number = (name: string): number => {
    const text = parameters.get(name) ?? '';
    if (text.trim() === '' || !Number.isFinite(Number(text)))
      throw new BadData(`invalid parameter "${name}": cannot parse "${text}" to a valid ${name}`);
    return Number(text);
  };
  const [start, end, step] = [number('start'), number('end'), number('step')];
  if (end < start) throw new BadData('invalid parameter "end": end timestamp must not be before start time');
  if (step <= 0)
    throw new BadData(
      'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  if ((end - start) / step > mostPoints)
    throw new BadData(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    );
  const query = parameters.get('query') ?? '';
  if (query.split('(').length !== query.split(')').length)
    throw new BadData(`invalid parameter "query": 1:${query.length + 1}: parse error: unclosed left parenthesis`);
  return { query, start, end, step };
}

function valuesOf(series: FakeSeries, { start, end, step }: Asked): [number, string][] {
  const values: [number, string][] = [];
  for (let at = start; at <= end; at += step) {
    const value = series(at);
    if (value !== undefined) values.push([at, value]);
  }
  return values;
}
