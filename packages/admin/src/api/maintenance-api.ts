import type {
  AdminMaintenance,
  Cancellation,
  NewIncident,
  NewSeries,
  Occurrence,
  OccurrenceChange,
  Series,
  SeriesChange,
} from '@allswell/protocol';
import type { Edit, Write } from './admin-api.ts';
import type { ApiClient, Persistence } from './client.ts';

/** A maintenance as it is sent: it needs a start and an end. */
export type NewMaintenanceBody = Omit<NewIncident, 'backfill_date' | 'backfilled'>;
/** A change of a maintenance. */
export type MaintenanceChangeBody = Partial<
  Pick<
    NewIncident,
    | 'name'
    | 'impact_override'
    | 'component_ids'
    | 'scheduled_for'
    | 'scheduled_until'
    | 'time_zone'
    | 'scheduled_auto_in_progress'
    | 'scheduled_auto_completed'
    | 'auto_transition_to_maintenance_state'
    | 'auto_transition_to_operational_state'
    | 'scheduled_remind_prior'
    | 'deliver_notifications'
    | 'counts_as_downtime'
  >
>;
/** What decides the dates of a series. */
export type SeriesDates = Pick<NewSeries, 'starts_at' | 'duration_minutes' | 'rrule'> & { time_zone: string };
/** A date before anything is stored. */
export type PreviewedDate = Pick<Occurrence, 'starts_at' | 'scheduled_for' | 'scheduled_until'>;

const perPage = 100;
/** How many of what is over are read at a time. */
export const pastPerPage = 25;

/** The part of the write API that plans maintenance. */
export class MaintenanceApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  listOpen = async () => inOrder(await this.#all<AdminMaintenance>('/api/v1/incidents?kind=maintenance&state=open'));
  /** What was planned to begin between two days. */
  listBetween = (from: string, to: string) =>
    this.#all<AdminMaintenance>(`/api/v1/incidents?kind=maintenance&from=${from}&to=${to}`);
  listPast = (page: number) =>
    this.#client.call<AdminMaintenance[]>(
      'GET',
      `/api/v1/incidents?kind=maintenance&state=closed&page=${page}&per_page=${pastPerPage}`,
    );
  plan = ({ content, key, persist }: Write<NewMaintenanceBody>) =>
    this.#client.call<AdminMaintenance>('POST', '/api/v1/incidents', { body: content, key, persist });
  change = (id: string, { content, version, persist }: Edit<MaintenanceChangeBody>) =>
    this.#client.call<AdminMaintenance>('PATCH', `/api/v1/incidents/${id}`, { body: content, version, persist });
  callOff = (id: string, { content, key, persist }: Write<Cancellation>) =>
    this.#client.call<AdminMaintenance>('POST', `/api/v1/incidents/${id}/cancel`, { body: content, key, persist });

  listSeries = () => this.#all<Series>('/api/v1/maintenance-series');
  getSeries = (id: string) => this.#client.call<Series>('GET', `/api/v1/maintenance-series/${id}`);
  startSeries = ({ content, key, persist }: Write<NewSeries>) =>
    this.#client.call<Series>('POST', '/api/v1/maintenance-series', { body: content, key, persist });
  changeSeries = (id: string, { content, version, persist }: Edit<SeriesChange>) =>
    this.#client.call<Series>('PATCH', `/api/v1/maintenance-series/${id}`, { body: content, version, persist });
  endSeries = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/maintenance-series/${id}`, { persist });
  listDates = (id: string, from: string, to: string) =>
    this.#client.call<Occurrence[]>('GET', `/api/v1/maintenance-series/${id}/occurrences?from=${from}&to=${to}`);
  changeDate = (id: string, startsAt: string, { content, persist }: Edit<OccurrenceChange>) =>
    this.#client.call<Occurrence>('PATCH', `/api/v1/maintenance-series/${id}/occurrences/${startsAt}`, {
      body: content,
      persist,
    });
  previewDates = (dates: SeriesDates) =>
    this.#client.call<{ occurrences: PreviewedDate[] }>('POST', '/api/v1/maintenance-series/preview', { body: dates });

  /** Every page of a list that is short by nature. */
  async #all<T>(path: string): Promise<T[]> {
    const found: T[] = [];
    for (let page = 1; ; page++) {
      const address = `${path}${path.includes('?') ? '&' : '?'}page=${page}&per_page=${perPage}`;
      const more = await this.#client.call<T[]>('GET', address);
      found.push(...more);
      if (more.length < perPage) return found;
    }
  }
}

/** The next one first. */
function inOrder(maintenances: AdminMaintenance[]): AdminMaintenance[] {
  return maintenances.sort((one, other) => Date.parse(one.scheduled_for) - Date.parse(other.scheduled_for));
}
