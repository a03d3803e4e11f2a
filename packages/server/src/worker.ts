import { setTimeout as sleep } from 'node:timers/promises';
import { askForEnds } from './alerts/cases/ask-for-ends.ts';
import { forgetCases } from './alerts/cases/forget-cases.ts';
import { tendCases } from './alerts/cases/tend-cases.ts';
import { settleDeliveries } from './alerts/deliveries/settle-deliveries.ts';
import { sweepDeliveries } from './alerts/deliveries/sweep-deliveries.ts';
import { rotateDueKeys } from './auth/index.ts';
import type { Config } from './config.ts';
import type { Sql } from './db/connect.ts';
import type { Database } from './db/open.ts';
import { runImports } from './import/run-imports.ts';
import { runMaintenance } from './incidents/run-maintenance.ts';
import type { Log } from './log.ts';
import { planDue } from './maintenance-series/plan-due.ts';
import { createPolling, type Polling } from './metrics/poll-due.ts';
import { createSources } from './metrics/sources/index.ts';
import { sweepPoints } from './metrics/sweep-points.ts';
import { createNewRelic, type NewRelic } from './new-relic/create-new-relic.ts';
import type { PollingFigures } from './operations/polling.ts';
import { cleanUp } from './subscriptions/clean-up.ts';
import { settleRequests } from './subscriptions/settle-requests.ts';
import { tellHub } from './websub/tell-hub.ts';

/** Something that happens by itself when its time has come. It may run in several processes at once. */
export interface Duty {
  name: string;
  /** How long after one end the next beginning is, at most. */
  everyMs: number;
  /** A channel of NOTIFY that says that there is something to do now. */
  wakesOn?: string;
  /** Answers in how many milliseconds more is due, if that is known and sooner than the next look would be. */
  run(sql: Sql, config: Config, signal: AbortSignal): Promise<number | null | void>;
}

/** The duties of a process as they go on. */
export interface Clock {
  /** What was read of metrics so far. */
  polling(): PollingFigures;
  stop(): Promise<void>;
}

/** After what is due at an instant is done, the clocks of two machines may still differ. */
const shortestRestMs = 5;

/** Everything that the clock alone sets in motion. */
const createDuties = (polling: Polling, newRelic: NewRelic, publicUrl: string): Duty[] => [
  { name: 'maintenance', everyMs: 1_000, run: (sql) => runMaintenance(sql) },
  { name: 'maintenance series', everyMs: 2_000, run: (sql) => planDue(sql) },
  { name: 'subscriptions', everyMs: 2_000, wakesOn: 'allswell_subscriptions', run: settleRequests },
  { name: 'subscriptions that ran out', everyMs: 20_000, run: (sql) => cleanUp(sql) },
  { name: 'feeds for the WebSub hub', everyMs: 5_000, wakesOn: 'allswell_page', run: tellHub },
  {
    name: 'alerts',
    everyMs: 2_000,
    wakesOn: 'allswell_alerts',
    run: (sql) => settleDeliveries(sql, publicUrl),
  },
  { name: 'alerts that came long ago', everyMs: 20_000, run: (sql) => sweepDeliveries(sql) },
  {
    name: 'alert cases',
    everyMs: 2_000,
    // People end incidents, and publish drafts.
    wakesOn: 'allswell_page',
    run: (sql) => tendCases(sql, { publicUrl }),
  },
  {
    name: 'lost ends of alerts',
    everyMs: 30_000,
    run: (sql, _config, signal) => askForEnds(sql, { newRelic, publicUrl, signal }),
  },
  { name: 'cases of long ago', everyMs: 60 * 60_000, run: (sql) => forgetCases(sql) },
  {
    name: 'metrics',
    everyMs: 10_000,
    wakesOn: 'allswell_metrics_due',
    run: (sql, _config, signal) => polling.run(sql, signal),
  },
  {
    name: 'imports',
    everyMs: 5_000,
    wakesOn: 'allswell_imports',
    // What understands other people's pages is loaded where something is to be imported.
    run: (sql, config, signal) => runImports(sql, config, { publicUrl, signal }),
  },
  { name: 'what was measured long ago', everyMs: 10 * 60_000, run: (sql) => sweepPoints(sql) },
  { name: 'rotate keys', everyMs: 60 * 60_000, run: (sql, config) => rotateDueKeys(sql, config.masterKey) },
];

/**
 * Runs the duties from when the database is ready until it is stopped. One that fails is told once, and tried again at
 * its next time.
 */
export function startClock(
  { sql, ready, directSql = sql }: Pick<Database, 'sql' | 'ready'> & Partial<Pick<Database, 'directSql'>>,
  config: Config,
  log: Log,
  publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`,
): Clock {
  const polling = createPolling(createSources(config));
  const duties = createDuties(polling, createNewRelic(config), publicUrl);
  const stopping = new AbortController();
  const stopped = new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
  const running = duties.map(async ({ name, everyMs, wakesOn, run }) => {
    await Promise.race([ready.catch(() => stopped), stopped]);
    const bell = createBell();
    stopping.signal.addEventListener('abort', bell.ring, { once: true });
    if (wakesOn !== undefined && !stopping.signal.aborted)
      directSql.listen(wakesOn, bell.ring, bell.ring).catch((error: unknown) => {
        if (!stopping.signal.aborted) log.warn({ err: error, duty: name }, 'this is not woken, and looks by itself');
      });
    for (let isFailing = false; !stopping.signal.aborted; ) {
      const rung = bell.set();
      let restMs = everyMs;
      try {
        const dueInMs = await run(sql, config, stopping.signal);
        restMs = Math.max(shortestRestMs, Math.min(everyMs, Math.ceil(dueInMs ?? everyMs)));
        isFailing = false;
      } catch (error) {
        if (!isFailing) log.error({ err: error, duty: name }, 'what was due could not be done');
        isFailing = true;
      }
      await sleep(restMs, undefined, { signal: rung }).catch(() => {});
    }
  });
  return {
    polling: () => polling.figures(),
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** Wakes who sleeps. It is set before the work, so that what rings meanwhile is not missed. */
function createBell(): { ring(): void; set(): AbortSignal } {
  let current = new AbortController();
  return {
    ring: () => current.abort(),
    set() {
      current = new AbortController();
      return current.signal;
    },
  };
}
