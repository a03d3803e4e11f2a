import type {
  Admin,
  AdminChange,
  AdminComponent,
  AdminGroup,
  AdminIncident,
  AdminMaintenance,
  AuditEntry,
  BlockNode,
  ComponentChange,
  GroupChange,
  IncidentChange,
  Invite,
  NewComponent,
  NewGroup,
  NewIncident,
  NewUpdate,
  PasswordChange,
  Settings,
  SettingsChange,
} from '@allswell/protocol';
import { AlertsApi } from './alerts-api.ts';
import type { ApiClient, Persistence } from './client.ts';
import { MaintenanceApi } from './maintenance-api.ts';
import { MetricsApi } from './metrics-api.ts';
import { NotificationsApi } from './notifications-api.ts';
import { readAll } from './read-all.ts';
import { SubscribersApi } from './subscribers-api.ts';
import { WritingApi } from './writing-api.ts';

/** A write, and how it is carried through. */
export interface Write<T> {
  content: T;
  /** For what is made anew: the key of the intent. */
  key: string;
  persist?: Persistence | undefined;
}

/** A change of something that has a version. Without one the last writer wins, as with a status set by hand. */
export interface Edit<T> {
  content: T;
  version?: number | undefined;
  persist?: Persistence | undefined;
}

/** An incident or a maintenance, as lists mix them. */
export type AnyIncident = AdminIncident | AdminMaintenance;

/** Bodies as they are sent: instants are text on the wire. */
export type NewUpdateBody = Omit<NewUpdate, 'display_at'> & { display_at?: string };
export type UpdateChangeBody = { body?: string; display_at?: string };
export type IncidentChangeBody = Omit<IncidentChange, 'started_at'> & { started_at?: string };
export type NewIncidentBody = Omit<NewIncident, 'backfill_date'> & { backfill_date?: string };

/** The write API, one method a verb. */
export class AdminApi {
  /** For the parts that are fetched with the screens that need them. */
  readonly client: ApiClient;

  /** What plans maintenance. */
  readonly maintenance: MaintenanceApi;
  /** Templates, drafts, history and postmortems. */
  readonly writing: WritingApi;
  /** Who is told. */
  readonly subscribers: SubscribersApi;
  /** How telling them goes. */
  readonly notifications: NotificationsApi;
  /** What is measured. */
  readonly metrics: MetricsApi;
  /** What monitoring says. */
  readonly alerts: AlertsApi;

  constructor(client: ApiClient) {
    this.client = client;
    this.maintenance = new MaintenanceApi(client);
    this.writing = new WritingApi(client);
    this.subscribers = new SubscribersApi(client);
    this.notifications = new NotificationsApi(client);
    this.metrics = new MetricsApi(client);
    this.alerts = new AlertsApi(client);
  }

  listComponents = () => readAll<AdminComponent>(this.client, '/api/v1/components?');
  addComponent = (write: Write<NewComponent>) => this.#post<AdminComponent>('/api/v1/components', write);
  changeComponent = (id: string, edit: Edit<ComponentChange>) =>
    this.#patch<AdminComponent>(`/api/v1/components/${id}`, edit);
  archiveComponent = (id: string, persist?: Persistence) => this.#delete(`/api/v1/components/${id}`, persist);

  listGroups = () => readAll<AdminGroup>(this.client, '/api/v1/component-groups?');
  addGroup = (write: Write<NewGroup>) => this.#post<AdminGroup>('/api/v1/component-groups', write);
  changeGroup = (id: string, edit: Edit<GroupChange>) =>
    this.#patch<AdminGroup>(`/api/v1/component-groups/${id}`, edit);
  removeGroup = (id: string, persist?: Persistence) => this.#delete(`/api/v1/component-groups/${id}`, persist);

  listOpenIncidents = () => readAll<AdminIncident>(this.client, '/api/v1/incidents?kind=incident&state=open&');
  listPastIncidents = (page: number) =>
    this.client.call<AdminIncident[]>('GET', `/api/v1/incidents?kind=incident&state=closed&page=${page}&per_page=25`);
  getIncident = (id: string) => this.client.call<AnyIncident>('GET', `/api/v1/incidents/${id}`);
  openIncident = (write: Write<NewIncidentBody>) => this.#post<AdminIncident>('/api/v1/incidents', write);
  changeIncident = (id: string, edit: Edit<IncidentChangeBody>) =>
    this.#patch<AnyIncident>(`/api/v1/incidents/${id}`, edit);
  deleteIncident = (id: string, persist?: Persistence) => this.#delete(`/api/v1/incidents/${id}`, persist);
  postUpdate = (id: string, write: Write<NewUpdateBody>) =>
    this.#post<unknown>(`/api/v1/incidents/${id}/updates`, write);
  changeUpdate = (
    id: string,
    updateId: string,
    edit: { content: UpdateChangeBody; persist?: Persistence | undefined },
  ) =>
    this.client.call<unknown>('PATCH', `/api/v1/incidents/${id}/updates/${updateId}`, {
      body: edit.content,
      persist: edit.persist,
    });
  deleteUpdate = (id: string, updateId: string, persist?: Persistence) =>
    this.#delete(`/api/v1/incidents/${id}/updates/${updateId}`, persist);
  previewText = (body: string) =>
    this.client.call<{ nodes: BlockNode[] }>('POST', '/api/v1/text/preview', { body: { body } });

  getSettings = () => this.client.call<Settings>('GET', '/api/v1/settings');
  changeSettings = (edit: Edit<SettingsChange>) => this.#patch<Settings>('/api/v1/settings', edit);

  listAdmins = () => readAll<Admin>(this.client, '/api/v1/admins?');
  inviteAdmin = (write: Write<Invite>) => this.#post<Admin>('/api/v1/admins', write);
  changeAdmin = (id: string, content: AdminChange, persist?: Persistence) =>
    this.client.call<Admin>('PATCH', `/api/v1/admins/${id}`, { body: content, persist });
  changeOwnPassword = (content: PasswordChange) =>
    this.client.call<null>('PUT', '/api/v1/admins/me/password', { body: content });

  listAudit = (page: number) => this.client.call<AuditEntry[]>('GET', `/api/v1/audit?page=${page}&per_page=50`);

  #post<T>(path: string, { content, key, persist }: Write<unknown>): Promise<T> {
    return this.client.call<T>('POST', path, { body: content, key, persist });
  }

  #patch<T>(path: string, { content, version, persist }: Edit<unknown>): Promise<T> {
    return this.client.call<T>('PATCH', path, { body: content, version, persist });
  }

  #delete(path: string, persist?: Persistence): Promise<null> {
    return this.client.call<null>('DELETE', path, { persist });
  }
}
