import type {
  AdminIncident,
  Draft,
  DraftChange,
  NewDraft,
  NewTemplate,
  Template,
  TemplateChange,
  UpdateEdit,
} from '@allswell/protocol';
import type { AnyIncident, Edit, Write } from './admin-api.ts';
import type { ApiClient, Persistence } from './client.ts';

/** What to look for in all that ever was; empty for anything. */
export interface HistoryQuery {
  words: string;
  component: string;
  kind: string;
  from: string;
  to: string;
}

const perPage = 100;
/** How many are found at a time. */
export const foundPerPage = 25;

/** The part of the write API about what is written: templates, drafts, history and postmortems. */
export class WritingApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  listTemplates = (kind?: Template['kind']) => this.#all<Template>(`/api/v1/templates?${kind ? `kind=${kind}&` : ''}`);
  addTemplate = ({ content, key, persist }: Write<NewTemplate>) =>
    this.#client.call<Template>('POST', '/api/v1/templates', { body: content, key, persist });
  changeTemplate = (id: string, { content, version, persist }: Edit<TemplateChange>) =>
    this.#client.call<Template>('PATCH', `/api/v1/templates/${id}`, { body: content, version, persist });
  deleteTemplate = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/templates/${id}`, { persist });

  listDrafts = (query: { kind?: Draft['kind']; incident_id?: string } = {}) =>
    this.#all<Draft>(`/api/v1/drafts?${new URLSearchParams(query)}&`);
  getDraft = (id: string) => this.#client.call<Draft>('GET', `/api/v1/drafts/${id}`);
  beginDraft = ({ content, key }: Write<NewDraft>) =>
    this.#client.call<Draft>('POST', '/api/v1/drafts', { body: content, key });
  saveDraft = (id: string, { content, version }: Edit<DraftChange>) =>
    this.#client.call<Draft>('PATCH', `/api/v1/drafts/${id}`, { body: content, version });
  discardDraft = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/drafts/${id}`, { persist });

  search = ({ words, component, kind, from, to }: HistoryQuery, page: number) => {
    const query = new URLSearchParams({ page: String(page), per_page: String(foundPerPage) });
    for (const [name, value] of Object.entries({ q: words.trim(), component, kind, from, to }))
      if (value !== '') query.set(name, value);
    return this.#client.call<AnyIncident[]>('GET', `/api/v1/incidents?${query}`);
  };

  listEdits = (incidentId: string, updateId: string) =>
    this.#client.call<UpdateEdit[]>('GET', `/api/v1/incidents/${incidentId}/updates/${updateId}/edits`);

  writePostmortem = (id: string, { content, version, persist }: Edit<{ body: string }>) =>
    this.#client.call<AdminIncident>('PUT', `/api/v1/incidents/${id}/postmortem`, { body: content, version, persist });
  publishPostmortem = (id: string, { content, persist }: Edit<{ deliver_notifications?: boolean }>) =>
    this.#client.call<AdminIncident>('PUT', `/api/v1/incidents/${id}/postmortem/publish`, { body: content, persist });
  dropPostmortem = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/incidents/${id}/postmortem`, { persist });

  async #all<T>(path: string): Promise<T[]> {
    const found: T[] = [];
    for (let page = 1; ; page++) {
      const more = await this.#client.call<T[]>('GET', `${path}page=${page}&per_page=${perPage}`);
      found.push(...more);
      if (more.length < perPage) return found;
    }
  }
}
