import type { Import, NewImport } from '@allswell/protocol';
import type { Write } from './admin-api.ts';
import type { ApiClient, Persistence } from './client.ts';
import { readAll } from './read-all.ts';

/** A file of some megabytes takes its time on its way. */
const longMs = 120_000;

/** The part of the write API that brings histories in from elsewhere. */
export class ImportsApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  list = () => readAll<Import>(this.#client, '/api/v1/imports?');
  get = (id: string) => this.#client.call<Import>('GET', `/api/v1/imports/${id}`);
  /** Fetches and looks through what is there; nothing of it is kept yet. */
  begin = ({ content, key, persist }: Write<NewImport>) =>
    this.#client.call<Import>('POST', '/api/v1/imports', { body: content, key, timeoutMs: longMs, persist });
  /** Brings in what was checked. */
  apply = (id: string, persist?: Persistence) =>
    this.#client.call<Import>('POST', `/api/v1/imports/${id}/apply`, { persist });
  cancel = (id: string, persist?: Persistence) =>
    this.#client.call<Import>('POST', `/api/v1/imports/${id}/cancel`, { persist });
}
