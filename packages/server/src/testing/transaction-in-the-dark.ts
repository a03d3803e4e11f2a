/**
 * A process of its own that has transactions open when its Postgres goes: one in the middle of a statement, one between
 * two. Says "open" when both stand, and at the end how they ended. Usage: guarded|bare SOCKET.
 */
import type { Sql, Tx } from '../db/connect.ts';

const [kind, path = ''] = process.argv.slice(2);
const address = { path, user: 'allswell', database: 'postgres' };

async function open(): Promise<Sql> {
  if (kind === 'guarded') return (await import('../db/connect.ts')).connect(address, { deadlineMs: 20_000 });
  const { default: postgres } = await import('postgres');
  return postgres({ ...address, onnotice: () => {} });
}

const sql = await open();
const { promise: lost, resolve: lose } = Promise.withResolvers<void>();
const opened: Promise<void>[] = [];

function transaction(work: (tx: Tx) => Promise<unknown>): Promise<string> {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  opened.push(begun);
  const ended = sql.begin(async (tx) => {
    await tx`select 1`;
    begin();
    await work(tx);
  });
  return ended.then(
    () => 'committed',
    (error: { code?: string }) => error.code ?? 'failed',
  );
}

const busy = transaction((tx) => tx`select pg_sleep(15)`.finally(lose));
const idle = transaction(async (tx) => {
  await lost;
  await tx`select 2`;
});
await Promise.all(opened);
console.log('open');
const outcome = await Promise.all([busy, idle]);
// What kills the bare driver comes from a timer, after the transactions have been refused.
await new Promise((resolve) => setTimeout(resolve, 300));
console.log(`alive ${outcome.join(' ')}`);
process.exit(0);
