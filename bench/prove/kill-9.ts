import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Product, startProduct } from '../../e2e/harness.ts';
import { signUp } from '../../e2e/operator.ts';
import { connect } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import type { Proof } from '../measure/figure.ts';
import { freePort } from '../measure/free-port.ts';
import { descendants } from '../measure/process.ts';
import { temporaryFolder } from '../measure/temporary-folder.ts';
import { accessToken, startWriters, type Writers } from '../measure/writers.ts';

const kills = 30;
const writers = 20;
/** Each life is as long as a throw of the dice says, so that the kill meets every moment of a write. */
const lifeMs = () => 400 + Math.random() * 1_200;

export const proof: Proof = {
  promise: 'Whatever was acknowledged is there exactly once, however often the server is killed.',
  async measure() {
    await using folder = await temporaryFolder();
    // Tokens are for one address, so that has to stay the same.
    const env = { PORT: String(await freePort()) };
    let product = await startProduct({ dataDir: folder.path, env });
    await signUp(product, { page_name: 'Fernhill' });
    const writing = startWriters(product.page, await accessToken(product.page), { writers, everyMs: 20 });

    let starts = 0;
    let slowest = 0;
    for (let round = 0; round < kills; round += 1) {
      await nextAcknowledgement(writing);
      await pause(lifeMs());
      await kill(product, round % 2 === 1);
      const startedAt = performance.now();
      product = await startProduct({ dataDir: folder.path, env });
      slowest = Math.max(slowest, performance.now() - startedAt);
      starts += 1;
    }
    await nextAcknowledgement(writing);
    await pause(lifeMs());
    await writing.stop();

    const counts = await countByName(folder.path);
    await product.stop();
    const acknowledged = [...writing.acknowledged];
    const unanswered = writing.tries.filter(({ status }) => status === 0).length;
    return [
      { name: 'kills', value: kills, unit: '' },
      { name: 'starts that came up', value: starts, unit: '', at_least: kills },
      { name: 'acknowledged writes', value: acknowledged.length, unit: '', at_least: kills * 10 },
      {
        name: 'acknowledged and lost',
        value: acknowledged.filter((name) => !counts.has(name)).length,
        unit: '',
        at_most: 0,
      },
      {
        name: 'written more than once',
        value: [...counts.values()].filter((count) => count > 1).length,
        unit: '',
        at_most: 0,
      },
      { name: 'tries that got no answer', value: unanswered, unit: '', at_least: kills },
      { name: 'slowest start', value: Math.round(slowest), unit: 'ms' },
    ];
  },
};

/** A life begins with the first write that is acknowledged in it. */
async function nextAcknowledgement({ acknowledged }: Writers): Promise<void> {
  const before = acknowledged.size;
  while (acknowledged.size === before) await pause(5);
}

/** Kills the server as kill -9 does; with its Postgres it is what a power cut does to both. */
async function kill(product: Product, withPostgres: boolean): Promise<void> {
  const gone = once(product.process, 'exit');
  const postgres = withPostgres ? [product.postgres_pid, ...descendants(product.postgres_pid)] : [];
  for (const pid of [product.pid, ...postgres]) process.kill(pid, 'SIGKILL');
  await gone;
}

/** Asks the database itself, past everything that is being proved. */
async function countByName(dataDir: string): Promise<Map<string, number>> {
  const sql = connect(embeddedAddress(dataDir), { max: 1, deadlineMs: 30_000 });
  try {
    const rows = await sql<
      { name: string; count: number }[]
    >`select name, count(*)::int as count from incidents group by name`;
    return new Map(rows.map((row) => [row.name, row.count]));
  } finally {
    await sql.end();
  }
}
