import type { Audience, ChannelName, ImportResult, Subscriber, Suppression } from '@allswell/protocol';
import { audienceQuestionSchema, erasureSchema } from '@allswell/protocol/schema';
import { Refusal, check } from './fake-rules.ts';
import type { FakeServer, Handler, Received } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];

const columns = 'channel,address,components,groups,kinds,locale,time_zone,consented_at,consent_source';

/** The part of the server in memory that knows who is told. */
export class FakeSubscribers {
  readonly #server: FakeServer;
  subscribers: Subscriber[] = [];
  suppressions: Suppression[] = [];
  /** What the next import answers, where it is not to be read. */
  importResult: ImportResult | null = null;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  add(address: string, part: Partial<Subscriber> = {}): Subscriber {
    const state = part.state ?? 'confirmed';
    const subscriber: Subscriber = {
      id: String(this.subscribers.length + 1),
      channel: 'email',
      state,
      components: [],
      groups: [],
      kinds: ['incident', 'maintenance'],
      incident_id: null,
      locale: 'en',
      time_zone: 'Europe/Berlin',
      address,
      source: 'page',
      consented_at: null,
      consent_source: null,
      requested_at: '2026-11-20T09:00:00.000Z',
      confirmed_at: state === 'confirmed' ? '2026-11-20T09:04:00.000Z' : null,
      ...part,
    };
    this.subscribers.unshift(subscriber);
    return subscriber;
  }

  suppress(address: string, part: Partial<Suppression> = {}): Suppression {
    const suppression: Suppression = {
      id: String(this.suppressions.length + 1),
      channel: 'email',
      address,
      reason: 'bounced',
      detail: '550 5.1.1 user unknown',
      created_at: '2026-11-21T10:00:00.000Z',
      ...part,
    };
    this.suppressions.unshift(suppression);
    return suppression;
  }

  routes({ path, body }: Received): Route[] {
    const query = new URLSearchParams(path.slice(path.indexOf('?') + 1));
    return [
      ['GET', /^\/api\/v1\/subscribers$/, () => [200, pageOf(this.#find(query), path, query)]],
      ['GET', /^\/api\/v1\/subscribers\/counts$/, () => [200, this.#count()]],
      ['POST', /^\/api\/v1\/subscribers\/audience$/, () => [200, this.#reckon(body)]],
      ['POST', /^\/api\/v1\/subscribers\/erase$/, () => [200, this.#erase(body)]],
      ['POST', /^\/api\/v1\/subscribers\/import$/, () => [200, this.#import(String(body))]],
      ['GET', /^\/api\/v1\/subscribers\/export$/, () => [200, this.#export()]],
      ['DELETE', /^\/api\/v1\/subscribers\/(\d+)$/, ([id]) => this.#remove(id)],
      [
        'GET',
        /^\/api\/v1\/suppressions$/,
        () => [200, pageOf(this.suppressions.filter(has(query.get('q'))), path, query)],
      ],
      ['DELETE', /^\/api\/v1\/suppressions\/(\d+)$/, ([id]) => this.#takeBack(id)],
    ];
  }

  #find(query: URLSearchParams): Subscriber[] {
    return this.subscribers
      .filter(has(query.get('q')))
      .filter((one) => [one.channel, null].includes(query.get('channel') as ChannelName | null))
      .filter((one) => [one.state, null].includes(query.get('state') as Subscriber['state'] | null));
  }

  #count() {
    const counts: Record<Subscriber['state'], Record<string, number>> = { confirmed: {}, pending: {} };
    for (const { state, channel } of this.subscribers) counts[state][channel] = (counts[state][channel] ?? 0) + 1;
    return counts;
  }

  #reckon(body: unknown): Audience {
    const { kind, component_ids, incident_id } = check(audienceQuestionSchema, body);
    const groups = this.#server.components.filter((one) => component_ids.includes(one.id)).map((one) => one.group_id);
    const follows = (one: Subscriber) => {
      if (one.state !== 'confirmed' || !one.kinds.includes(kind)) return false;
      if (one.incident_id !== null) return one.incident_id === incident_id;
      const isEverything = one.components.length === 0 && one.groups.length === 0;
      return (
        isEverything ||
        one.components.some((id) => component_ids.includes(id)) ||
        one.groups.some((id) => groups.includes(id))
      );
    };
    const counts: Record<string, number> = {};
    const told = this.subscribers.filter(follows);
    for (const { channel } of told) counts[channel] = (counts[channel] ?? 0) + 1;
    return { counts, total: told.length };
  }

  #erase(body: unknown): { erased: number } {
    const { address } = check(erasureSchema, body);
    const before = this.subscribers.length;
    this.subscribers = this.subscribers.filter((one) => one.address !== address);
    return { erased: before - this.subscribers.length };
  }

  /** Reads addresses only, as far as they look like some. */
  #import(csv: string): ImportResult {
    if (this.importResult) return this.importResult;
    const [head = '', ...lines] = csv.split('\n').filter((line) => line.trim() !== '');
    const at = head.split(',').indexOf('address');
    if (at === -1) {
      const detail = 'There is no column “address”. Its first line has to name its columns.';
      throw new Refusal('invalid-request', { errors: [{ pointer: '#/1', detail }] });
    }
    const skipped: ImportResult['skipped'] = [];
    let imported = 0;
    for (const [index, line] of lines.entries()) {
      const address = (line.split(',')[at] ?? '').trim();
      if (!address.includes('@')) skipped.push({ line: index + 2, reason: `“${address}” is no address for email.` });
      else if (this.subscribers.some((one) => one.address === address))
        skipped.push({ line: index + 2, reason: 'This address is subscribed already.' });
      else imported += this.add(address, { source: 'import' }) ? 1 : 0;
    }
    return { imported, skipped };
  }

  #export(): Response {
    const lines = this.subscribers.map(({ channel, address }) => [channel, address, '', '', '', '', '', '', ''].join());
    return new Response([columns, ...lines].join('\n'), { headers: { 'content-type': 'text/csv; charset=utf-8' } });
  }

  #remove(id: string | undefined): [number] {
    const before = this.subscribers.length;
    this.subscribers = this.subscribers.filter((one) => one.id !== id);
    if (this.subscribers.length === before) throw new Refusal('subscriber-not-found');
    return [204];
  }

  #takeBack(id: string | undefined): [number] {
    const before = this.suppressions.length;
    this.suppressions = this.suppressions.filter((one) => one.id !== id);
    if (this.suppressions.length === before) throw new Refusal('suppression-not-found');
    return [204];
  }
}

/** A part of the address, as the server looks for it. */
function has(words: string | null): (one: { address: string }) => boolean {
  return ({ address }) => address.toLowerCase().includes((words ?? '').toLowerCase());
}

/** One page of a list, with the links to the others. */
function pageOf(items: readonly unknown[], path: string, query: URLSearchParams): Response {
  const [page, perPage] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 50)];
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const [address = ''] = path.split('?');
  const link = `<${address}?page=1&per_page=${perPage}>; rel="first", <${address}?page=${last}&per_page=${perPage}>; rel="last"`;
  return Response.json(items.slice((page - 1) * perPage, page * perPage), { headers: { link } });
}
