import type { EmailCheck, Notice, Sending } from '@allswell/protocol';
import type { ApiClient, Persistence } from './client.ts';

/** A mail server may take its time to answer. */
const mailMs = 60_000;

/** The part of the write API about how telling people goes. */
export class NotificationsApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  read = () => this.#client.call<Sending>('GET', '/api/v1/notifications');
  resume = (persist?: Persistence) => this.#client.call<unknown>('POST', '/api/v1/notifications/resume', { persist });
  checkEmail = () => this.#client.call<EmailCheck>('POST', '/api/v1/notifications/check-email', { timeoutMs: mailMs });
  sendTest = () =>
    this.#client.call<{ address: string }>('POST', '/api/v1/notifications/test', { body: { channel: 'email' } });

  /** What was told of an incident or a maintenance, and how that is going. */
  listNotices = (incidentId: string) => this.#client.call<Notice[]>('GET', `/api/v1/incidents/${incidentId}/notices`);
  retry = (noticeId: string, persist?: Persistence) =>
    this.#client.call<{ retried: number }>('POST', `/api/v1/notices/${noticeId}/retry`, { persist });
}
