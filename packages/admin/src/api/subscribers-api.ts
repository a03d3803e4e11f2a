import type {
  Audience,
  AudienceQuestion,
  ImportResult,
  Subscriber,
  SubscriberCounts,
  Suppression,
} from '@allswell/protocol';
import type { ApiClient, ListPage, Persistence } from './client.ts';

/** Which subscribers are looked for; empty for any. */
export interface SubscriberQuery {
  words: string;
  channel: string;
  state: string;
}

const perPage = 50;
/** A long list takes its time on its way, and in the database. */
const longMs = 120_000;

/** The part of the write API about who is told. */
export class SubscribersApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  list = ({ words, channel, state }: SubscriberQuery, page: number): Promise<ListPage<Subscriber>> =>
    this.#client.readPage<Subscriber>(
      `/api/v1/subscribers?${queryOf({ q: words.trim(), channel, state })}`,
      page,
      perPage,
    );
  count = () => this.#client.call<SubscriberCounts>('GET', '/api/v1/subscribers/counts');
  /** How many would be told, by channel. */
  reckon = (question: AudienceQuestion) =>
    this.#client.call<Audience>('POST', '/api/v1/subscribers/audience', { body: question });
  remove = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/subscribers/${id}`, { persist });
  erase = (address: string, persist?: Persistence) =>
    this.#client.call<{ erased: number }>('POST', '/api/v1/subscribers/erase', { body: { address }, persist });
  /** Takes a list in. What is in it already is skipped, so that sending it again is harmless. */
  importList = (csv: string, persist?: Persistence) =>
    this.#client.call<ImportResult>('POST', '/api/v1/subscribers/import', {
      raw: { type: 'text/csv', text: csv },
      timeoutMs: longMs,
      persist,
    });
  exportList = () => this.#client.call<string>('GET', '/api/v1/subscribers/export', { timeoutMs: longMs });

  listSuppressions = (words: string, page: number): Promise<ListPage<Suppression>> =>
    this.#client.readPage<Suppression>(`/api/v1/suppressions?${queryOf({ q: words.trim() })}`, page, perPage);
  takeBackSuppression = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/suppressions/${id}`, { persist });
}

/** What is asked for, ready for more. */
function queryOf(parts: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== ''));
  return query.size > 0 ? `${query}&` : '';
}
