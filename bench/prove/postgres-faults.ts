import { setTimeout as pause } from 'node:timers/promises';
import { type Product, startProduct } from '../../e2e/harness.ts';
import { signUp } from '../../e2e/operator.ts';
import { connect } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { postgresPids, takeAway } from '../measure/outage.ts';
import { startReaders } from '../measure/readers.ts';
import { accessToken, startWriters, type Writers } from '../measure/writers.ts';

const outageMs = 6_000;
const writers = 8;

/** Breaks Postgres and answers with the way to let it return. */
type Fault = (product: Product) => Promise<() => void>;

const faults: Record<string, Fault> = {
  killed: (product) => takeAway(product, 'SIGKILL'),
  stopped: (product) => takeAway(product, 'SIGINT'),
  frozen: async (product) => {
    const pids = await postgresPids(product);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    return () => {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    };
  },
};

export const proof: Proof = {
  promise:
    'Readers do not notice that Postgres is gone, writers are told in time, and all is well soon after its return.',
  async measure() {
    const product = await startProduct();
    try {
      const operator = await signUp(product, { page_name: 'Fernhill' });
      await openIncident(operator, (await addComponents(operator)).slice(1, 3));
      const token = await accessToken(product.page);
      const figures: Figure[] = [];
      for (const [name, fault] of Object.entries(faults)) figures.push(...(await suffer(name, fault, product, token)));
      return [
        ...figures,
        { name: 'ends of the process', value: product.process.exitCode === null ? 0 : 1, unit: '', at_most: 0 },
      ];
    } finally {
      await product.stop();
    }
  },
};

async function suffer(name: string, fault: Fault, product: Product, token: string): Promise<Figure[]> {
  const paths = ['/api/v2/summary.json', '/', '/api/v2/incidents.json', '/api/v2/page.json', '/api/v2/status.json'];
  const readers = startReaders(paths.map((path) => new URL(path, product.page).href));
  const writing = startWriters(product.page, token, { writers, everyMs: 20 });
  await firstWrite(writing, 0);

  const lock = await holdTransactions(product);
  const brokenAt = performance.now();
  const mend = await fault(product);
  await pause(outageMs);
  mend();
  const mendedAt = performance.now();
  await lock.letGo();
  const recovery = (await firstWrite(writing, mendedAt)) - mendedAt;
  await pause(1_000);
  await writing.stop();
  const reads = await readers.stop();

  const during = writing.tries.filter(({ at }) => at > brokenAt && at < mendedAt);
  const refused = during.filter(({ status }) => status === 503);
  // A write that was cut off may be at its end when it is repeated after the return: that is told by 409.
  const others = writing.tries.filter(
    ({ status, at }) => ![503, 201, ...(at > mendedAt ? [409] : [])].includes(status),
  );
  return [
    { name: `${name}: transactions open at that moment`, value: lock.waiting, unit: '', at_least: 1 },
    { name: `${name}: reads`, value: reads.reads, unit: '', at_least: 500 },
    {
      name: `${name}: failed reads${reads.reasons[0] ? ` (${reads.reasons[0]})` : ''}`,
      value: reads.failures,
      unit: '',
      at_most: 0,
    },
    { name: `${name}: longest read`, value: reads.longestMs, unit: 'ms' },
    { name: `${name}: writes refused with 503`, value: refused.length, unit: '', at_least: 1 },
    {
      name: `${name}: longest wait for that`,
      value: Math.round(Math.max(...refused.map(({ ms }) => ms))),
      unit: 'ms',
      at_most: 2_000,
    },
    {
      name: `${name}: writes answered in another way (${[...new Set(others.map(({ status }) => status))].join()})`,
      value: others.length,
      unit: '',
      at_most: 0,
    },
    { name: `${name}: first write after its return`, value: Math.round(recovery), unit: 'ms', at_most: 5_000 },
  ];
}

/** Waits for a write that was begun after a moment and acknowledged; answers with when that was. */
async function firstWrite(writing: Writers, after: number): Promise<number> {
  for (let seen = writing.tries.length; ; ) {
    for (; seen < writing.tries.length; seen += 1) {
      const { status, at, ms } = writing.tries[seen] ?? { status: 0, at: 0, ms: 0 };
      if (status === 201 && at + ms > after) return at + ms;
    }
    await pause(10);
  }
}

/** Makes sure that writers stand in open transactions: holds what they need until Postgres is gone. */
async function holdTransactions({ dataDir }: Product): Promise<{ waiting: number; letGo: () => Promise<void> }> {
  const sql = connect(embeddedAddress(dataDir), { max: 2, deadlineMs: 60_000, name: 'proof' });
  const { promise: held, resolve: hold } = Promise.withResolvers<void>();
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const holder = sql.begin(async (tx) => {
    await tx`lock table incidents in share mode`;
    hold();
    await over;
  });
  const ended = holder.catch(() => {}); // its Postgres may go
  const letGo = async () => {
    end();
    await ended;
    await sql.end({ timeout: 1 });
  };
  await held;
  for (;;) {
    const [row] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and xact_start is not null
    `;
    if (row && row.waiting > 0) return { waiting: row.waiting, letGo };
    await pause(5);
  }
}
