import type {
  Correction,
  NewCorrection,
  NewWeights,
  UptimePreview,
  UptimePreviewRequest,
  UptimeReport,
  Weights,
} from '@allswell/protocol';
import type { Write } from './admin-api.ts';
import type { ApiClient, Persistence } from './client.ts';
import { readAll } from './read-all.ts';

/** Bodies as they are sent: instants are text on the wire. */
export type NewCorrectionBody = Omit<NewCorrection, 'starts_at' | 'ends_at'> & { starts_at: string; ends_at: string };
export type NewWeightsBody = Omit<NewWeights, 'effective_from'> & { effective_from?: string };

/** Which days of which component or group are asked for; both days are included. */
export interface UptimeQuery {
  component: string;
  from: string;
  to: string;
}

/** What is handed out as a file, of which days. */
export interface UptimeExport {
  what: 'percentages' | 'days' | 'spans' | 'incidents';
  format: 'csv' | 'json';
  from: string;
  to: string;
}

/** A year of a component, and even more a file of years, takes its time. */
const longMs = 120_000;

/** The part of the write API about how much things were up. */
export class UptimeApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** The days of one component or group, explained. */
  explain = ({ component, from, to }: UptimeQuery) =>
    this.#client.call<UptimeReport>(
      'GET',
      `/api/v1/uptime?${new URLSearchParams({ component, from, to, days: 'true', format: 'json' })}`,
      { timeoutMs: longMs },
    );

  /** All that was ever corrected of a component, also what was taken back. */
  corrections = (componentId: string) =>
    readAll<Correction>(
      this.#client,
      `/api/v1/uptime/corrections?${new URLSearchParams({ component_id: componentId })}&`,
    );
  correct = ({ content, key, persist }: Write<NewCorrectionBody>) =>
    this.#client.call<Correction>('POST', '/api/v1/uptime/corrections', { body: content, key, persist });
  takeBack = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/uptime/corrections/${id}`, { persist });

  weights = () => readAll<Weights>(this.#client, '/api/v1/uptime/weights?');
  addWeights = ({ content, key, persist }: Write<NewWeightsBody>) =>
    this.#client.call<Weights>('POST', '/api/v1/uptime/weights', { body: content, key, persist });
  removeWeights = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/uptime/weights/${id}`, { persist });

  /** What a change would do to uptime. Nothing of it is kept. */
  preview = (request: UptimePreviewRequest) =>
    this.#client.call<UptimePreview>('POST', '/api/v1/uptime/preview', { body: request });

  /** The text of a file. */
  export = async ({ what, format, from, to }: UptimeExport): Promise<string> => {
    const range = { format, from, to };
    const path =
      what === 'spans' || what === 'incidents'
        ? `/api/v1/uptime/export?${new URLSearchParams({ what, ...range })}`
        : `/api/v1/uptime?${new URLSearchParams({ ...range, ...(what === 'days' ? { days: 'true' } : {}) })}`;
    const data = await this.#client.call<unknown>('GET', path, { timeoutMs: longMs });
    return typeof data === 'string' ? data : `${JSON.stringify(data, null, 2)}\n`;
  };
}
