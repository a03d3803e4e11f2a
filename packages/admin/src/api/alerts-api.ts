import type {
  AlertCase,
  AlertDelivery,
  AlertRule,
  AlertRuleChange,
  AlertSource,
  AlertSourceChange,
  MadeAlertSecret,
  MappingTrial,
  MappingTrialResult,
  NewAlertRule,
  NewAlertSecret,
  NewAlertSource,
  RuleTrialResult,
  WholeAlertDelivery,
} from '@allswell/protocol';
import type { Edit, Write } from './admin-api.ts';
import type { ApiClient, Persistence } from './client.ts';
import { readAll } from './read-all.ts';

const deliveriesShown = 25;

/** The part of the write API about what monitoring says, and what becomes of it. */
export class AlertsApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  listCases = (state: 'open' | 'closed') => readAll<AlertCase>(this.#client, `/api/v1/alert-cases?state=${state}&`);
  casesOf = (incidentId: string) =>
    this.#client.call<AlertCase[]>('GET', `/api/v1/alert-cases?incident_id=${incidentId}&per_page=20`);
  /** Publishes what a case drafted, as it is. The key makes a second click harmless. */
  publishCase = (id: string, key: string, persist?: Persistence) =>
    this.#client.call<AlertCase>('POST', `/api/v1/alert-cases/${id}/publish`, { key, persist });
  dismissCase = (id: string, persist?: Persistence) =>
    this.#client.call<AlertCase>('POST', `/api/v1/alert-cases/${id}/dismiss`, { persist });

  listSources = () => readAll<AlertSource>(this.#client, '/api/v1/alert-sources?');
  getSource = (id: string) => this.#client.call<AlertSource>('GET', `/api/v1/alert-sources/${id}`);
  addSource = ({ content, key, persist }: Write<NewAlertSource>) =>
    this.#client.call<AlertSource>('POST', '/api/v1/alert-sources', { body: content, key, persist });
  changeSource = (id: string, { content, version, persist }: Edit<AlertSourceChange>) =>
    this.#client.call<AlertSource>('PATCH', `/api/v1/alert-sources/${id}`, { body: content, version, persist });
  removeSource = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/alert-sources/${id}`, { persist });
  /** Gives a source a new address; the one before works for another day. */
  renewAddress = (id: string, persist?: Persistence) =>
    this.#client.call<AlertSource>('POST', `/api/v1/alert-sources/${id}/address`, { persist });
  endPreviousAddress = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/alert-sources/${id}/previous-address`, { persist });
  /** The answer is the only time that the secret is told. */
  addSecret = (id: string, content: Partial<NewAlertSecret>, persist?: Persistence) =>
    this.#client.call<MadeAlertSecret>('POST', `/api/v1/alert-sources/${id}/secrets`, { body: content, persist });
  removeSecret = (id: string, secretId: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/alert-sources/${id}/secrets/${secretId}`, { persist });

  listDeliveries = (sourceId: string) =>
    this.#client.call<AlertDelivery[]>(
      'GET',
      `/api/v1/alert-sources/${sourceId}/deliveries?per_page=${deliveriesShown}`,
    );
  getDelivery = (id: string) => this.#client.call<WholeAlertDelivery>('GET', `/api/v1/alert-deliveries/${id}`);
  retryDelivery = (id: string, persist?: Persistence) =>
    this.#client.call<unknown>('POST', `/api/v1/alert-deliveries/${id}/retry`, { persist });
  tryMapping = (sourceId: string, content: MappingTrial) =>
    this.#client.call<MappingTrialResult>('POST', `/api/v1/alert-sources/${sourceId}/try-mapping`, { body: content });

  listRules = () => readAll<AlertRule>(this.#client, '/api/v1/alert-rules?');
  getRule = (id: string) => this.#client.call<AlertRule>('GET', `/api/v1/alert-rules/${id}`);
  addRule = ({ content, key, persist }: Write<NewAlertRule>) =>
    this.#client.call<AlertRule>('POST', '/api/v1/alert-rules', { body: content, key, persist });
  changeRule = (id: string, { content, version, persist }: Edit<AlertRuleChange>) =>
    this.#client.call<AlertRule>('PATCH', `/api/v1/alert-rules/${id}`, { body: content, version, persist });
  removeRule = (id: string, persist?: Persistence) =>
    this.#client.call<null>('DELETE', `/api/v1/alert-rules/${id}`, { persist });
  /** What would have become of what came in the last days. */
  dryRun = (rule: NewAlertRule, ruleId: string | null, days: number) =>
    this.#client.call<RuleTrialResult>('POST', '/api/v1/alert-rules/dry-run', {
      body: { rule, rule_id: ruleId, days },
    });
}
