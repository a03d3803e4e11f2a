import type { Draft } from '@allswell/protocol';
import { draftChangeSchema, newDraftSchema } from '@allswell/protocol/schema';
import { Refusal, check, requireVersion } from './fake-rules.ts';
import type { FakeServer, Handler, Received } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];

/** The part of the server in memory that keeps drafts. */
export class FakeDrafts {
  readonly #server: FakeServer;
  drafts: Draft[] = [];

  constructor(server: FakeServer) {
    this.#server = server;
  }

  /** Begins one, as if somebody had begun it elsewhere. */
  add(part: Partial<Draft> & Pick<Draft, 'kind' | 'content'>): Draft {
    const at = new Date().toISOString();
    const draft: Draft = {
      id: this.#server.newId('draft'),
      incident_id: null,
      admin: { id: 'admin0000099', email: 'noor@fernhill.example' },
      created_at: at,
      updated_at: at,
      version: 1,
      ...part,
    };
    this.drafts.unshift(draft);
    return draft;
  }

  /** Another admin writes in it. */
  change(id: string, content: Draft['content']): void {
    const draft = this.#one(id);
    Object.assign(draft, { content, version: draft.version + 1, updated_at: new Date().toISOString() });
  }

  /** It is being published: one that is not there any more was published by somebody else. */
  take(id: string | undefined): void {
    if (id === undefined) return;
    const draft = this.#one(id);
    this.drafts = this.drafts.filter((one) => one !== draft);
  }

  routes({ path, body }: Received): Route[] {
    const query = new URLSearchParams(path.slice(path.indexOf('?')));
    const isAsked = (draft: Draft) =>
      [query.get('kind') ?? draft.kind, query.get('incident_id') ?? draft.incident_id].join() ===
      [draft.kind, draft.incident_id].join();
    return [
      ['GET', /^\/api\/v1\/drafts$/, () => [200, this.drafts.filter(isAsked)]],
      [
        'POST',
        /^\/api\/v1\/drafts$/,
        () => {
          const { kind, content, incident_id = null } = check(newDraftSchema, body);
          const [me] = this.#server.admins;
          const admin = me ? { id: me.id, email: me.email } : null;
          return [201, structuredClone(this.add({ kind, content, incident_id, admin }))];
        },
      ],
      ['GET', /^\/api\/v1\/drafts\/(\w+)$/, ([id]) => [200, structuredClone(this.#one(id))]],
      [
        'PATCH',
        /^\/api\/v1\/drafts\/(\w+)$/,
        ([id = ''], _, request) => {
          requireVersion(request, this.#one(id));
          this.change(id, check(draftChangeSchema, body).content);
          return [200, structuredClone(this.#one(id))];
        },
      ],
      [
        'DELETE',
        /^\/api\/v1\/drafts\/(\w+)$/,
        ([id]) => {
          this.take(id ?? '');
          return [204];
        },
      ],
    ];
  }

  #one(id = ''): Draft {
    const found = this.drafts.find((one) => one.id === id);
    if (!found) throw new Refusal('draft-not-found', { detail: 'It was published or thrown away meanwhile.' });
    return found;
  }
}
