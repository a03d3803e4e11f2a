import type { AlertOutcome, AlertRule, AlertSourceKind, InnerAlert, NewAlertRule } from '@allswell/protocol';
import type { Sql } from '../../../db/connect.ts';
import { newId } from '../../../db/new-id.ts';
import { createRule } from '../../rules/save-rule.ts';
import { takeAlerts } from '../take-alerts.ts';
import { tendCases } from '../tend-cases.ts';

export const publicUrl = 'https://status.fernhill.example';

/** Where alerts are played: a source, and a clock that goes as it is told. */
export interface Stage {
  sql: Sql;
  source: { id: string; kind: AlertSourceKind; name: string };
  /** The clock of the play. */
  now: Date;
  /** Lets time pass, without anybody looking at what is due. */
  pass(seconds: number): void;
  /** Lets time pass, and the duty look as often as it would. */
  passAndTend(seconds: number): Promise<void>;
  tend(): Promise<void>;
  /** One delivery. */
  hear(...alerts: Partial<InnerAlert>[]): Promise<AlertOutcome[]>;
  rule(rule?: Partial<NewAlertRule>): Promise<AlertRule>;
}

export async function setStage(sql: Sql, kind: AlertSourceKind = 'generic'): Promise<Stage> {
  const source = { id: newId(), kind, name: 'Our monitoring' };
  await sql`insert into alert_sources ${sql(source)}`;
  const stage: Stage = {
    sql,
    source,
    now: new Date(),
    pass(seconds) {
      stage.now = new Date(stage.now.getTime() + seconds * 1_000);
    },
    async passAndTend(seconds) {
      const end = new Date(stage.now.getTime() + seconds * 1_000);
      while (stage.now < end) {
        const [row] = await sql<{ at: Date | null }[]>`
          select min(next_look_at) as at from alert_cases where state <> 'closed' and next_look_at > ${stage.now}
        `;
        stage.now = row?.at && row.at < end ? row.at : end;
        await stage.tend();
      }
    },
    tend: async () => {
      await tendCases(sql, { publicUrl, now: stage.now });
    },
    hear: (...alerts) =>
      sql.begin((tx) =>
        takeAlerts(
          tx,
          source,
          alerts.map((alert) => makeAlert(alert)),
          { publicUrl, now: stage.now },
        ),
      ),
    rule: (rule = {}) =>
      sql.begin((tx) => createRule({ tx, by: null, publicUrl }, { name: 'All that we watch', ...rule })),
  };
  return stage;
}

/** An alert with what is usual where nothing else is said. */
export function makeAlert(alert: Partial<InnerAlert> = {}): InnerAlert {
  return {
    key: 'api-down',
    state: 'firing',
    severity: 'high',
    title: 'API does not answer',
    body: null,
    url: null,
    started_at: null,
    ended_at: null,
    labels: {},
    entities: ['api-gateway'],
    is_test: false,
    ...alert,
  };
}

/** What readers were told, oldest first. */
export async function told(sql: Sql): Promise<Told[]> {
  const rows = await sql<Told[]>`
    select u.incident_id, u.status, u.body, u.is_automatic
    from incident_updates u join incidents i on i.id = u.incident_id
    where u.deleted_at is null and i.deleted_at is null order by u.created_at, u.id
  `;
  return [...rows];
}

interface Told {
  incident_id: string;
  status: string;
  body: string;
  is_automatic: boolean;
}
