import { DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

/** How many failures are free under one key, and what comes then. Kept in Postgres, so that all processes count together. */
export interface Limit {
  key: string;
  free: number;
  windowSeconds: number;
  /** Waiting doubles from the first to the most; without it the key is shut until the window is over. */
  wait?: { firstSeconds: number; mostSeconds: number };
}

/** Refuses with 429 while one of the keys is shut. */
export async function refuseWhenLimited(sql: Sql, limits: readonly Limit[]): Promise<void> {
  const keys = limits.map((limit) => limit.key);
  const [shut] = await sql<{ seconds: number }[]>`
    select max(extract(epoch from blocked_until - clock_timestamp()))::float8 as seconds
    from rate_limits where key = any(${keys}) and blocked_until > clock_timestamp()
    having count(*) > 0
  `;
  if (!shut) return;
  const seconds = Math.max(1, Math.ceil(shut.seconds));
  throw new DomainError('rate-limited', `Wait ${seconds} s, then try again.`, { retryAfterSeconds: seconds });
}

/** Counts one failure under each key. */
export async function countFailure(sql: Sql | Tx, limits: readonly Limit[]): Promise<void> {
  for (const { key, free, windowSeconds, wait } of limits) {
    // With a doubling wait the window begins anew at each failure; without, it begins at the first.
    const [row] = await sql<{ tries: number }[]>`
      insert into rate_limits (key, tries) values (${key}, 1)
      on conflict (key) do update set
        tries = case when rate_limits.window_started_at < clock_timestamp() - make_interval(secs => ${windowSeconds})
          then 1 else rate_limits.tries + 1 end,
        window_started_at = case
          when ${wait !== undefined} or rate_limits.window_started_at < clock_timestamp() - make_interval(secs => ${windowSeconds})
          then clock_timestamp() else rate_limits.window_started_at end
      returning tries
    `;
    if (!row || row.tries < free) continue;
    const seconds = wait
      ? Math.min(wait.firstSeconds * 2 ** Math.min(row.tries - free, 20), wait.mostSeconds)
      : windowSeconds;
    await sql`
      update rate_limits set blocked_until = greatest(blocked_until, window_started_at + make_interval(secs => ${seconds}))
      where key = ${key}
    `;
  }
  await sql`
    delete from rate_limits where ctid in (
      select ctid from rate_limits where window_started_at < clock_timestamp() - interval '2 days' limit 20 for update skip locked
    )
  `;
}

/** Forgets the failures under these keys: someone has shown to be who they say. */
export async function forgetFailures(sql: Sql, limits: readonly Limit[]): Promise<void> {
  await sql`delete from rate_limits where key = any(${limits.map((limit) => limit.key)})`;
}
