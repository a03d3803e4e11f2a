import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '@allswell/protocol/schema';
import { maya } from '../../e2e/operator.ts';

const answersWithinMs = 10_000;

/** One try to write, and what came of it: a status, or 0 when there was no answer. */
export interface Try {
  name: string;
  status: number;
  ms: number;
  at: number;
}

export interface Writers {
  tries: Try[];
  /** The names that were acknowledged, each by a 201. */
  acknowledged: Set<string>;
  stop(): Promise<void>;
}

export interface WriterOptions {
  writers: number;
  everyMs: number;
}

/**
 * Writers who each file one old incident after the other, under an Idempotency-Key of its own that is repeated until the
 * incident is acknowledged. Old ones do not make the page longer, so that a thousand writes cost as much as the first.
 */
export function startWriters(page: string, token: string, { writers, everyMs }: WriterOptions): Writers {
  const tries: Try[] = [];
  const acknowledged = new Set<string>();
  const stopping = new AbortController();

  async function attempt(name: string, key: string): Promise<number> {
    const at = performance.now();
    const status = await fileIncident(page, token, name, key).catch(() => 0);
    tries.push({ name, status, ms: performance.now() - at, at });
    return status;
  }

  async function write(writer: number): Promise<void> {
    for (let turn = 1; !stopping.signal.aborted; turn += 1) {
      const name = `Writer ${writer}, incident ${turn}`;
      const key = randomUUID();
      while ((await attempt(name, key)) !== 201) {
        if (stopping.signal.aborted) return;
        await pause(everyMs);
      }
      acknowledged.add(name);
      await pause(everyMs);
    }
  }

  const all = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return {
    tries,
    acknowledged,
    async stop() {
      stopping.abort();
      await all;
    },
  };
}

/** Files an incident of last year; answers with the status. */
export async function fileIncident(page: string, token: string, name: string, key: string): Promise<number> {
  const answer = await fetch(new URL('/api/v1/incidents', page), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
    body: JSON.stringify({
      name,
      status: 'resolved',
      body: 'It was over soon.',
      backfilled: true,
      backfill_date: '2025-03-01T09:00:00Z',
    }),
    signal: AbortSignal.timeout(answersWithinMs),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** An access token of the admin whom `signUp` made. */
export async function accessToken(page: string): Promise<string> {
  const url = new URL('/auth/sign-in', page);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url.origin },
    body: JSON.stringify(maya),
  });
  return ((await answer.json()) as Session).access_token;
}
