import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { documentsOf, type Json, type StatuspageHistory, stampOf } from './statuspage-history.ts';

/** What Statuspage can be like, or stand in its place. */
export type StatuspageScene =
  | 'well'
  | 'no archive'
  | 'no single incidents'
  | 'parts are missing'
  | 'a web page'
  | 'breaks off'
  | 'another product'
  | 'endless'
  | 'repeats itself'
  | 'repeats across pages'
  | 'two things of one id'
  | 'slow'
  | 'fails at first'
  | 'key leads elsewhere';

/** What it was asked. */
export interface StatuspageCall {
  at: number;
  path: string;
  authorization: string | undefined;
  status: number;
}

export interface FakeStatuspage {
  url: string;
  /** For `upstreams`: where the page and the API really are. */
  upstreams: Map<string, string>;
  calls: StatuspageCall[];
  play(scene: StatuspageScene): void;
  /** Nobody may ask more often; what is said then. */
  limit(limit: { everyMs: number; status: 420 | 429; retryAfter?: string } | undefined): void;
  /** The next so many requests are answered with this. */
  refuse(times: number, status: number, retryAfter?: string): void;
  history: StatuspageHistory;
  close(): Promise<void>;
}

export const statuspageUrl = 'https://status.fernhill.example';
export const statuspageKey = 'planted-oauth-key-0123456789';
const api = 'https://api.statuspage.io';
const mostPerPage = 100;
const slowMs = 400;

/**
 * Stands in for a page at Statuspage and for its API, as the vendor describes them: a key by `OAuth`, one request a second,
 * pages of a hundred at most, the newest fifty in the public documents. What it refuses is refused.
 */
export async function startFakeStatuspage(history: StatuspageHistory): Promise<FakeStatuspage> {
  const calls: StatuspageCall[] = [];
  let scene: StatuspageScene = 'well';
  let limit: { everyMs: number; status: 420 | 429; retryAfter?: string } | undefined;
  let refused: { times: number; status: number; retryAfter: string | undefined } | undefined;
  let lastAt = -Infinity;

  const server = createServer((req, res) => void answer(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeStatuspage = {
    url,
    upstreams: new Map([
      [statuspageUrl, url],
      [api, url],
    ]),
    calls,
    play: (next) => void (scene = next),
    limit: (next) => void (limit = next),
    refuse: (times, status, retryAfter) => void (refused = { times, status, retryAfter }),
    history,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = req.url ?? '/';
    const call = { at: performance.now(), path, authorization: req.headers.authorization, status: 200 };
    calls.push(call);
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      call.status = status;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      res.writeHead(status, {
        'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
        ...headers,
      });
      res.end(text);
    };
    if (refused && refused.times-- > 0) {
      const { status, retryAfter } = refused;
      send(status, { error: 'Rate limit exceeded' }, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
      return;
    }
    const sinceLast = call.at - lastAt;
    lastAt = call.at;
    if (limit && sinceLast < limit.everyMs) {
      send(
        limit.status,
        { error: 'Rate limit exceeded' },
        limit.retryAfter === undefined ? {} : { 'retry-after': limit.retryAfter },
      );
      return;
    }
    if (req.method !== 'GET') return send(405, { error: 'Method not allowed' });
    if (scene === 'slow') await new Promise((resolve) => setTimeout(resolve, slowMs));
    if (scene === 'a web page') return send(200, '<!DOCTYPE html><html><body>Welcome to Fernhill.</body></html>');
    if (scene === 'another product') return send(200, { name: 'Fernhill', activeIncidents: [], components: [] });
    const { status, body, headers } = path.startsWith('/v1/') ? asApi(req, path) : asPage(path);
    if (scene === 'breaks off' && /incidents/.test(path) && status === 200) {
      const text = JSON.stringify(body);
      return send(200, text.slice(0, Math.floor(text.length / 2)), { 'content-type': 'application/json' });
    }
    send(status, body, headers);
  }

  interface Answer {
    status: number;
    body: unknown;
    headers?: Record<string, string>;
  }

  function asPage(path: string): Answer {
    const missing: Answer = { status: 404, body: '<!DOCTYPE html><title>Not found</title>' };
    const [pathname = '', query = ''] = path.split('?');
    const name = /^\/api\/v2\/(.+)\.json$/.exec(pathname)?.[1];
    if (name !== undefined) {
      if (scene === 'parts are missing' && name.includes('/')) return missing;
      const document = documentsOf(odd(history))[name];
      return document ? { status: 200, body: document } : missing;
    }
    if (pathname === '/history.json' && scene !== 'no archive') {
      return { status: 200, body: archive(Number(new URLSearchParams(query).get('page') ?? 1)) };
    }
    if (pathname === '/history.atom') return { status: 200, body: atom() };
    const code = /^\/incidents\/([\w-]+)\.json$/.exec(pathname)?.[1];
    const story =
      code === undefined || scene === 'no single incidents'
        ? undefined
        : history.incidents.find((one) => one['id'] === code);
    return story ? { status: 200, body: story } : missing;
  }

  function asApi(req: IncomingMessage, path: string): Answer {
    if (req.headers.authorization !== `OAuth ${statuspageKey}`) {
      return { status: 401, body: { error: 'Could not authenticate' } };
    }
    if (scene === 'key leads elsewhere')
      return { status: 302, body: {}, headers: { location: 'https://elsewhere.example/' } };
    const { pathname, searchParams } = new URL(path, api);
    const [, id, list] = /^\/v1\/pages\/([^/]+)(?:\/([\w-]+))?$/.exec(pathname) ?? [];
    if (id !== history.page.id) return { status: 404, body: { error: 'Not found' } };
    if (list === undefined) return { status: 200, body: history.page };
    const all = {
      components: history.components,
      'component-groups': history.groups,
      incidents: odd(history).incidents,
      subscribers: history.subscribers,
    }[list];
    if (!all) return { status: 404, body: { error: 'Not found' } };
    const [page, perPage] = [Number(searchParams.get('page') ?? 1), Number(searchParams.get('per_page') ?? 100)];
    if (!(perPage >= 1 && perPage <= mostPerPage)) return { status: 400, body: { error: 'per_page is out of range' } };
    if (scene === 'endless' && list === 'incidents') {
      return {
        status: 200,
        body: Array.from({ length: perPage }, (_, index) => ({ ...all[0], id: `endless${page}x${index}` })),
      };
    }
    // Somebody has opened one meanwhile: everything has moved on by one.
    const shift = scene === 'repeats across pages' && page > 1 ? 1 : 0;
    const from = scene === 'repeats itself' ? 0 : (page - 1) * perPage - shift;
    return { status: 200, body: all.slice(from, from + perPage) };
  }

  /** The archive by quarters of a year, newest first. */
  function archive(page: number): Json {
    const now = new Date(history.page.updated_at);
    if (scene === 'endless') {
      const year = now.getUTCFullYear() - page;
      return {
        months: [
          {
            name: 'May',
            year,
            incidents: [{ code: `old${page}`, name: 'x', message: '', impact: 'none', timestamp: '' }],
          },
        ],
      };
    }
    const months = [0, 1, 2].map((step) => {
      const first = new Date(
        Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (scene === 'repeats itself' ? 0 : (page - 1) * 3) - step, 1),
      );
      return {
        name: first.toLocaleString('en', { month: 'long', timeZone: 'UTC' }),
        year: first.getUTCFullYear(),
        month: stampOf(first, 0).slice(0, 7),
      };
    });
    return {
      page: history.page,
      months: months.map(({ name, year, month }) => ({
        name,
        year,
        incidents: history.incidents.filter((one) => String(one['created_at']).startsWith(month)).map(line),
      })),
    };
  }

  function line(one: Json): Json {
    const [from, until] = [String(one['created_at']), String(one['resolved_at'] ?? one['created_at'])];
    const day = `${new Date(`${from.slice(0, 10)}T00:00:00Z`).toLocaleString('en', { month: 'short', timeZone: 'UTC' })} <var data-var='date'>${Number(from.slice(8, 10))}</var>`;
    const time = (stamp: string) => `<var data-var='time'>${stamp.slice(11, 16)}</var>`;
    const [last] = one['incident_updates'] as Json[];
    return {
      code: one['id'],
      name: one['name'],
      message: last?.['body'],
      impact: one['impact'],
      timestamp: `${day}, ${time(from)} - ${time(until)} PST`,
    };
  }

  function atom(): string {
    const entries = history.incidents
      .slice(0, 50)
      .map(
        (one) =>
          `<entry><id>tag:fernhill,2005:Incident/${String(one['id'])}</id><published>${String(one['created_at'])}</published><updated>${String(one['updated_at'])}</updated><link rel="alternate" type="text/html" href="${statuspageUrl}/incidents/${String(one['id'])}"/><title>${String(one['name'])}</title><content type="html">&lt;p&gt;It is over.&lt;/p&gt;</content></entry>`,
      );
    return `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`;
  }

  function odd(whole: StatuspageHistory): StatuspageHistory {
    if (scene !== 'two things of one id') return whole;
    const [first, second, ...rest] = whole.incidents.filter((one) => one['status'] === 'resolved');
    return { ...whole, incidents: [{ ...first }, { ...second, id: first?.['id'] }, ...rest] };
  }
}
