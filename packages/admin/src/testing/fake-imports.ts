import type { Import } from '@allswell/protocol';
import { newImportSchema } from '@allswell/protocol/schema';
import { Refusal, check } from './fake-rules.ts';
import type { FakeServer, Handler, Received } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];
type Counts = Import['counts'];

const none = { found: 0, new: 0, changed: 0, same: 0, skipped: 0 };
const nothing: Counts = {
  ...{ groups: none, components: none, incidents: none },
  ...{ maintenances: none, updates: none, subscribers: none },
};

/** The part of the server in memory that brings histories in. It goes on when it is told to. */
export class FakeImports {
  readonly #server: FakeServer;
  imports: Import[] = [];
  /** What cannot be imported. */
  unreadable: string | null = null;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  add(origin: string, part: Partial<Omit<Import, 'counts'>> & { counts?: Partial<Counts> } = {}): Import {
    const { counts = {}, ...rest } = part;
    const one: Import = {
      ...{ id: this.#server.newId('impor'), source: 'statuspage', origin, state: 'fetching' },
      ...{ counts: { ...nothing, ...counts }, warnings: [], progress: { done: 0, total: null }, failure: null },
      ...{ created_at: new Date().toISOString(), created_by: 'maya@fernhill.example', finished_at: null },
      ...rest,
    };
    this.imports.unshift(one);
    return one;
  }

  /** The newest one comes to another step. */
  become(part: Partial<Omit<Import, 'counts'>> & { counts?: Partial<Counts> }): void {
    const [newest] = this.imports;
    if (!newest) throw new Error('Nothing is imported.');
    const { counts, ...rest } = part;
    Object.assign(newest, rest, counts ? { counts: { ...newest.counts, ...counts } } : {});
  }

  routes({ body }: Received): Route[] {
    return [
      ['GET', /^\/api\/v1\/imports$/, () => [200, structuredClone(this.imports)]],
      ['POST', /^\/api\/v1\/imports$/, () => this.#begin(body)],
      ['GET', /^\/api\/v1\/imports\/(\w+)$/, ([id]) => [200, structuredClone(this.#one(id))]],
      ['POST', /^\/api\/v1\/imports\/(\w+)\/apply$/, ([id]) => this.#turn(id, { to: 'applying', from: ['checked'] })],
      [
        'POST',
        /^\/api\/v1\/imports\/(\w+)\/cancel$/,
        ([id]) => this.#turn(id, { to: 'cancelled', from: ['fetching', 'checked', 'applying'] }),
      ],
    ];
  }

  #begin(body: unknown): [number, unknown] {
    const { source, url, page_id, document, file_name } = check(newImportSchema, body);
    const refuse = (pointer: string, detail: string) => {
      throw new Refusal('invalid-request', { errors: [{ pointer, detail }] });
    };
    if (document === undefined) {
      if (source === 'statuspage' && !URL.canParse(url ?? '')) refuse('#/url', 'Send the address of the page.');
      if (source === 'statuspage_v1' && !page_id) refuse('#/page_id', 'Send the id of the page.');
    }
    if (document !== undefined && this.unreadable !== null)
      throw new Refusal('import-unreadable', { detail: this.unreadable });
    return [201, structuredClone(this.add(file_name ?? url ?? page_id ?? '', { source }))];
  }

  #turn(id: string | undefined, { to, from }: { to: Import['state']; from: readonly string[] }): [number, unknown] {
    const one = this.#one(id);
    if (!from.includes(one.state)) throw new Refusal('import-not-ready', { detail: 'It is at another step.' });
    Object.assign(one, { state: to, progress: { done: 0, total: null } });
    return [200, structuredClone(one)];
  }

  #one(id: string | undefined): Import {
    const found = this.imports.find((one) => one.id === id);
    if (!found) throw new Refusal('import-not-found');
    return found;
  }
}
