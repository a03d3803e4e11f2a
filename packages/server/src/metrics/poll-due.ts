import { setTimeout as sleep } from 'node:timers/promises';
import type { MetricSource } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { readClock } from '../db/read-clock.ts';
import type { PollingFigures } from '../operations/polling.ts';
import { breakerOpensAt } from './breaker.ts';
import { type Claim, claimDue } from './claim-due.ts';
import { findDueTimes } from './poll-store.ts';
import { readInTime, UnexpectedAnswer } from './read-in-time.ts';
import { settleFailure, settleMeasured } from './settle-poll.ts';
import { type Measured, MetricError, type MetricReader } from './source.ts';

/** Who may be in the air at once, in one process. A source that hangs leaves places to the others. */
const mostFlights = 5;
const mostOfSource = 3;
/** What failed the last time waits for these, so that it keeps nobody else waiting. */
const mostFailing = 2;

const usualFlightMs = 10_000;
const lookAgainMs = 1_000;
const briefMs = 50;
const dayMs = 24 * 60 * 60_000;
/** Values of the last minutes may still change: they are read again. */
const overlapMs = 5 * 60_000;

export interface PollingOptions {
  readers: readonly MetricReader[];
  /** What time it is; by default the database knows. */
  readNow?: (tx: Tx) => Promise<Date>;
  random?: () => number;
  /** How long a source has to answer. */
  flightMs?: number;
}

/** Asks sources for what is due. */
export interface Polling {
  /** Asks until nothing is due any more. Answers in how many milliseconds there is. */
  run(sql: Sql, signal?: AbortSignal): Promise<number | null>;
  figures(): PollingFigures;
}

interface Flight {
  source: MetricSource;
  isFailing: boolean;
  over: Promise<void>;
}

/**
 * Reads metrics when their time has come, in any number of processes: whoever claims one has it alone until its next
 * time. What a source does, and what comes of it, stays in its flight.
 */
export function createPolling({
  readers,
  readNow = readClock,
  random = Math.random,
  flightMs = usualFlightMs,
}: PollingOptions): Polling {
  const configured = readers.filter((reader) => reader.state().is_configured);
  const readerOf = new Map(configured.map((reader) => [reader.source, reader]));
  const sources = [...readerOf.keys()];
  const flights = new Set<Flight>();
  const counts = new Map<string, { source: string; result: string; count: number }>();
  const breakers = new Map(sources.map((source) => [source, false]));
  let bugs: unknown[] = [];

  function roomOf(source: MetricSource): { all: number; failing: number } {
    const inTheAir = [...flights];
    const ofSource = inTheAir.filter((flight) => flight.source === source).length;
    const failing = inTheAir.filter((flight) => flight.isFailing).length;
    const all = Math.max(0, Math.min(mostFlights - flights.size, mostOfSource - ofSource));
    return { all, failing: Math.min(all, mostFailing - failing) };
  }

  /** Sends off what is due and has room. Answers when there is more. */
  async function launch(sql: Sql, signal: AbortSignal): Promise<number | null> {
    const { now, due } = await sql.begin(async (tx) => ({
      now: await readNow(tx),
      due: await findDueTimes(tx, sources),
    }));
    let nextInMs: number | null = null;
    for (const { source, at, failures } of due.sort((one, other) => one.at.getTime() - other.at.getTime())) {
      breakers.set(source, failures >= breakerOpensAt);
      let inMs = at.getTime() - now.getTime();
      const room = roomOf(source);
      if (inMs <= 0 && room.all > 0) {
        const claims = await claimDue(sql, source, { room, readNow, random });
        for (const claim of claims) send(sql, claim, signal);
        if (claims.length > 0) inMs = briefMs; // there may be more
      }
      // What is due and was not claimed has to wait for room, or another process is just about it.
      if (inMs <= 0) inMs = lookAgainMs;
      nextInMs = Math.min(nextInMs ?? inMs, inMs);
    }
    return nextInMs;
  }

  function send(sql: Sql, claim: Claim, signal: AbortSignal): void {
    const flight: Flight = {
      source: claim.source,
      isFailing: claim.hasFailed,
      over: fly(sql, claim, signal)
        .catch((error: unknown) => void bugs.push(error))
        .finally(() => flights.delete(flight)),
    };
    flights.add(flight);
  }

  async function fly(sql: Sql, claim: Claim, signal: AbortSignal): Promise<void> {
    const settling = { readNow, random };
    try {
      await settleMeasured(sql, claim, await ask(claim, signal), settling);
      count(claim.source, 'ok');
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof MetricError)) throw error;
      count(claim.source, error.code);
      await settleFailure(sql, claim, error, settling);
      if (error instanceof UnexpectedAnswer) throw error.cause;
    }
  }

  async function ask({ source, query, ...claim }: Claim, signal: AbortSignal): Promise<Measured> {
    const reader = readerOf.get(source);
    if (!reader) throw new Error(`Nobody reads ${source}.`);
    const wanted = {
      since: sinceOf(claim),
      until: claim.claimedAt,
      stepSeconds: claim.interval_seconds,
    };
    return readInTime(reader, query, wanted, { signal, withinMs: flightMs });
  }

  function count(source: string, result: string): void {
    const key = `${source} ${result}`;
    const one = counts.get(key) ?? { source, result, count: 0 };
    one.count++;
    counts.set(key, one);
  }

  return {
    async run(sql, signal = new AbortController().signal) {
      if (sources.length === 0) return null;
      for (;;) {
        const dueInMs = signal.aborted ? null : await launch(sql, signal);
        const found = bugs;
        bugs = [];
        if (found.length > 0) throw new AggregateError(found, `${found.length} metrics could not be read.`);
        if (flights.size === 0) return dueInMs;
        await firstOf([...flights], Math.min(dueInMs ?? lookAgainMs, lookAgainMs));
      }
    },
    figures: () => ({
      polls: [...counts.values()],
      inTheAir: flights.size,
      breakers: [...breakers].map(([source, isOpen]) => ({ source, isOpen })),
    }),
  };
}

/** From where on values are wanted: from the last one that is known, so that gaps heal, but at most of a day. */
function sinceOf({ most_recent_data_at, claimedAt }: Pick<Claim, 'most_recent_data_at' | 'claimedAt'>): Date {
  const now = claimedAt.getTime();
  const known = Math.min(most_recent_data_at?.getTime() ?? 0, now);
  return new Date(Math.max(now - dayMs, known - overlapMs));
}

/** Resolves when one of the flights is over, and in the end after a time. */
async function firstOf(flights: readonly Flight[], ms: number): Promise<void> {
  const waiting = new AbortController();
  const late = sleep(ms, undefined, { signal: waiting.signal }).catch(() => {});
  await Promise.race([late, ...flights.map(({ over }) => over)]);
  waiting.abort();
}
