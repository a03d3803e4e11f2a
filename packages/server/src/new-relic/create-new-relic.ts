import type { NewRelicApplication, NewRelicEntity } from '@allswell/protocol';
import type { Config } from '../config.ts';
import { MetricError, type MetricPoint, type Wanted } from '../metrics/source.ts';
import { createAsk, type AskOptions } from './ask.ts';
import { checkNrql } from './check-nrql.ts';
import { findEntities } from './find-entities.ts';
import { findIssues, type NewRelicIssue } from './find-issues.ts';
import { type Figure, findGoldenFigure, type GoldenFigure } from './golden-figures.ts';
import { findApplications, readApplication } from './read-application.ts';
import { runNrql } from './run-nrql.ts';
import { UnreadableQuery } from './tokenize-nrql.ts';

/** New Relic as this server is configured to ask it. Everything that asks throws nothing but a MetricError. */
export interface NewRelic {
  /** Whether it is configured, and as what, in words for admins. */
  state(): { is_configured: boolean; detail: string };
  /** What New Relic watches, by a part of its name. */
  findEntities(q: string, signal?: AbortSignal): Promise<NewRelicEntity[]>;
  /** Applications of the REST API, by a part of their name. */
  findApplications(q: string, signal?: AbortSignal): Promise<NewRelicApplication[]>;
  /** The figure that a query of an admin's gives, step by step. */
  runNrql(nrql: string, wanted: Wanted, accountId?: number | null): Promise<MetricPoint[]>;
  /** One of the four figures of an entity, step by step. */
  goldenFigure(guid: string, figure: Figure, wanted: Wanted): Promise<MetricPoint[]>;
  /** One of the four figures of an application as it is now, by the REST API. */
  applicationFigure(id: number, figure: Figure, wanted: Pick<Wanted, 'until' | 'signal'>): Promise<MetricPoint>;
  /** What became of issues that alerts were about. Those that New Relic does not know are left out. */
  findIssues(ids: readonly string[], options?: { since?: Date; signal?: AbortSignal }): Promise<NewRelicIssue[]>;
}

/** What tests set. */
export type NewRelicOptions = Omit<AskOptions, 'upstreams'>;

/** What a figure of an entity is asked by seldom changes. */
const goldenForMs = 60 * 60_000;
const mostGolden = 500;

/** Makes the client. Nothing is asked, and no connection is kept, between questions. */
export function createNewRelic(
  { newRelic, upstreams }: Pick<Config, 'newRelic'> & { upstreams?: Config['upstreams'] | undefined },
  options: NewRelicOptions = {},
): NewRelic {
  if (!newRelic) return unconfigured;
  const { apiKey, accountId: ownAccountId, region } = newRelic;
  const { now = Date.now } = options;
  const ask = createAsk(newRelic, { ...options, upstreams });
  const golden = new Map<string, { found: GoldenFigure; at: number }>();

  async function goldenFigureOf(guid: string, figure: Figure, signal: AbortSignal): Promise<GoldenFigure> {
    const key = `${figure} ${guid}`;
    const known = golden.get(key);
    if (known && Math.abs(now() - known.at) < goldenForMs) return known.found;
    const found = await findGoldenFigure(ask, apiKey, { guid, figure, signal });
    if (golden.size >= mostGolden) golden.clear();
    golden.set(key, { found, at: now() });
    return found;
  }

  return {
    state: () => ({
      is_configured: true,
      detail: `Region ${region}, ${ownAccountId === undefined ? 'without an account: each query has to name one' : `account ${ownAccountId}`}.`,
    }),
    findEntities: (q, signal) => findEntities(ask, apiKey, q, signal),
    findApplications: (q, signal) => findApplications(ask, apiKey, q, signal),
    async runNrql(nrql, wanted, accountId) {
      const account = accountId ?? ownAccountId;
      if (account === undefined) throw noAccount();
      return runNrql(ask, apiKey, { nrql: checkAnyNrql(nrql), accountId: account, wanted });
    },
    async goldenFigure(guid, figure, wanted) {
      const { factor, ...asked } = await goldenFigureOf(guid, figure, wanted.signal);
      try {
        const points = await runNrql(ask, apiKey, { ...asked, wanted });
        return points.map(({ at, value }) => ({ at, value: value * factor }));
      } catch (error) {
        // It may have been changed in New Relic.
        if (error instanceof MetricError && error.code === 'invalid') golden.delete(`${figure} ${guid}`);
        throw error;
      }
    },
    applicationFigure: (id, figure, { until, signal }) =>
      readApplication(ask, apiKey, { id, figure, now: until, signal }),
    async findIssues(ids, { since, signal } = {}) {
      if (ids.length === 0) return [];
      if (ownAccountId === undefined) throw noAccount();
      return findIssues(ask, apiKey, { ids, accountId: ownAccountId, now: new Date(now()), since, signal });
    },
  };
}

/** Reads a query as `checkNrql` does, and says what is wrong with it as a MetricError. */
export function checkAnyNrql(nrql: string): ReturnType<typeof checkNrql> {
  try {
    return checkNrql(nrql);
  } catch (error) {
    if (error instanceof UnreadableQuery) throw new MetricError('invalid', error.message);
    throw error;
  }
}

function noAccount(): MetricError {
  return new MetricError('invalid', 'Say which account is meant, here or by ALLSWELL_NEW_RELIC_ACCOUNT_ID.');
}

const notConfigured = 'Set ALLSWELL_NEW_RELIC_API_KEY, and ALLSWELL_NEW_RELIC_REGION where it is not us.';
const refuse = () => Promise.reject(new MetricError('refused', `New Relic is not configured. ${notConfigured}`));
const unconfigured: NewRelic = {
  state: () => ({ is_configured: false, detail: notConfigured }),
  findEntities: refuse,
  findApplications: refuse,
  runNrql: refuse,
  goldenFigure: refuse,
  applicationFigure: refuse,
  findIssues: refuse,
};
